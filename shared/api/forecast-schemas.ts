/** A forecast on the wire: what would become of submissions, and what that would cost. */

import * as z from 'zod';
import type { DeepReadonly } from './deep-readonly.ts';

/** The outlooks that a submission may have. */
const WOULDS = [
  'new',
  'known',
  'reused-id',
  'duplicate-in-list',
  'invalid',
  'too-large',
  'over-budget',
  'held',
  'reusable',
] as const;
export type Would = (typeof WOULDS)[number];

const count = (description: string) => z.int().min(0).meta({ description });
const amount = (description: string) => z.string().meta({ description, examples: ['29.60'] });

const ForecastItemSchema = z
  .lazy(() =>
    z.object({
      would: z.enum(WOULDS).meta({
        description:
          'new: it is sent. known: it was submitted before, and nothing is sent. reused-id: its request ID is of ' +
          'other content (409). duplicate-in-list: it is the same as an item before it. invalid (422), too-large ' +
          '(413), over-budget (429): it is refused. held: it is accepted, and sent later. reusable: it is answered ' +
          'from what is known of the person.',
      }),
      requestId: z
        .string()
        .nullable()
        .meta({ description: 'As given, or as it follows from the content; null where it has none.' }),
      status: z
        .string()
        .nullable()
        .optional()
        .meta({ description: 'Of known: the status of the job; null while its record cannot be read.' }),
      duplicateOf: count(
        'The place, counted from 0, of the item before it that has the same request ID.',
      ).optional(),
      errors: z
        .array(
          z.object({
            pointer: z.string().meta({ description: 'Where in the item: a JSON Pointer (RFC 6901).' }),
            detail: z.string(),
          }),
        )
        .optional()
        .meta({
          description: 'Of invalid, and of what is too large to be read: each violation, without any value.',
        }),
      bytes: count('Of too-large: how many bytes the request to Modigie would have.').optional(),
      budget: z
        .string()
        .optional()
        .meta({ description: 'The budget without room for it, of over-budget and of held.' }),
      hold: z
        .string()
        .optional()
        .meta({ description: 'Of held: the hold; budget: and a name where it is a budget.' }),
      reusableFrom: z
        .string()
        .optional()
        .meta({ description: 'Of reusable: the request ID whose answer it is given.' }),
      kind: count('Of what would be sent, and of over-budget: the place of its kind among kinds.').optional(),
      budgets: z
        .array(z.string())
        .optional()
        .meta({ description: 'Of the same: the budgets that it needs room in, as far as they are told.' }),
    }),
  )
  .meta({ id: 'ForecastItem', description: 'What would become of one submission.' });

const ChargesSchema = z
  .lazy(() =>
    z.object({
      low: count('Not fewer, in 90 of 100 such cases.'),
      expected: count('Leads, by the share that completed; null with fewer than 30 that ended.').nullable(),
      high: count('Not more, in 90 of 100 such cases.'),
    }),
  )
  .meta({ id: 'ExpectedCharges', description: 'How many leads will be charged: Wilson score interval.' });

const AmountsSchema = z
  .lazy(() =>
    z.object({
      low: amount('What low costs.'),
      expected: amount('What expected costs.').nullable(),
      high: amount('What high costs.'),
      currency: z.string().meta({ description: 'ISO 4217.' }),
    }),
  )
  .meta({ id: 'ExpectedAmounts', description: 'The charges in money, exactly, by the prices of today.' });

const KindSchema = z
  .lazy(() =>
    z.object({
      jobType: z.string(),
      dimension: z
        .string()
        .nullable()
        .meta({
          description:
            'The showback tag, as name=value, whose history is taken; null for that of the job type.',
          examples: ['team=emea'],
        }),
      leads: count('How many would be sent, now or later.'),
      history: z
        .object({
          ended: count('Those that have ended, apart from those that no budget had room for.'),
          completed: count('How many of them completed.'),
        })
        .meta({ description: 'Of the leads that were accepted in the last 90 days.' }),
      price: z.string().nullable().meta({ description: 'By PRICES, of today; null where it is not known.' }),
      currency: z.string().nullable(),
      perSecond: z.number().nullable().meta({ description: 'By DISPATCH_RATE; null where it is not known.' }),
    }),
  )
  .meta({ id: 'ForecastKind', description: 'Leads of one job type and one history.' });

const RoomSchema = z
  .lazy(() =>
    z.object({
      name: z.string(),
      at: z.enum(['reject', 'hold']),
      renewsAt: z.iso.datetime(),
      left: count('How many more it has room for.').nullable(),
      after: count("How many then. Both are null of a budget that is not the caller's to see.").nullable(),
    }),
  )
  .meta({ id: 'BudgetForecast', description: 'A budget that concerns one of the items.' });

const OperationsSchema = z
  .lazy(() =>
    z.object({
      reads: count('Documents of Firestore that are read.'),
      writes: count('Documents of Firestore that are written.'),
      messages: count('Messages of Pub/Sub that are published.'),
    }),
  )
  .meta({ id: 'GoogleOperations', description: "Operations of Google's services that you pay for." });

export const ForecastSchema = z
  .lazy(() =>
    z.object({
      results: z.array(ForecastItemSchema).meta({ description: 'One per submission, in order.' }),
      summary: z.object({
        byWould: z
          .record(z.string(), z.int().min(0))
          .meta({ description: 'How many there are of each that there is.' }),
        leads: count('How many would be sent: those that are new, and those that are held.'),
        charges: ChargesSchema,
        amounts: AmountsSchema.nullable().meta({ description: 'Null where a price is not known.' }),
        seconds: count(
          'How long they take to go out, by DISPATCH_RATE; null where it is not known.',
        ).nullable(),
        kinds: z.array(KindSchema),
        budgets: z.array(RoomSchema).meta({ description: 'In the order of the configuration.' }),
        operations: z.object({
          forecast: z.object({ reads: count('What the forecast itself has read, at least.') }),
          sending: OperationsSchema.meta({
            description: 'Of all leads that would be sent, where each completes at its first attempt.',
          }),
          perLead: OperationsSchema.meta({ description: 'Of one of them.' }),
        }),
      }),
    }),
  )
  .meta({ id: 'Forecast', description: 'What would become of submissions. Nothing was written or sent.' });

export type ForecastView = DeepReadonly<z.input<typeof ForecastSchema>>;
export type ForecastItemView = ForecastView['results'][number];
