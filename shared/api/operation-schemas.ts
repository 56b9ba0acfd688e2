/** Operations: an act on many things, as it is asked for and as it is read. */

import * as z from 'zod';
import { JobFilterSchema, time } from '../jobs/filter-grammar.ts';
import { ASKED_KINDS, JOB_KINDS, LETTER_KIND, OPERATION_KINDS } from '../jobs/operations/operation-kinds.ts';
import { MAX_PAGE, OPERATION_STATES } from '../jobs/operations/operation-states.ts';
import { intWithin } from '../protocol/int-within.ts';
import { StorableRequestIdSchema } from '../protocol/request-id.ts';
import { ActSchema } from './act.ts';
import { LETTER_CONDITIONS } from './dead-letter-schemas.ts';
import type { DeepReadonly } from './deep-readonly.ts';
import { LIMITS } from './limits.ts';

/** The members of an order that every kind of operation has. */
const ORDER = {
  ...ActSchema.shape,
  limit: intWithin(1, 1_000_000).optional().meta({
    description: 'Ends after so many that were done or failed; those that are skipped do not count.',
  }),
  ratePerMinute: intWithin(1, 60_000)
    .optional()
    .meta({ description: 'Does at most so many in a minute. Without it, as many as can be done.' }),
  dryRun: z.boolean().optional().meta({
    description: 'Only counts what would be done and what skipped, as things stand. Changes nothing.',
  }),
};

/** The ways in which an order selects; it takes one of them. */
type Ways = Readonly<Record<string, object | true | undefined>>;

/** Adds an issue where an order selects nothing, or in more than one way. */
function checkSelection(ways: Ways, things: string, issues: z.core.$RefinementCtx): void {
  const given = Object.values(ways).filter((way) => way !== undefined);
  const add = (path: string[], message: string) => issues.addIssue({ code: 'custom', path, message });
  const names = new Intl.ListFormat('en');
  const others = Object.keys(ways).filter((name) => name !== 'filter' && name !== 'all');
  const or = others.length > 0 ? `, or ${others.join(' or ')}` : '';
  const nothing = `selects nothing: give filter with at least one condition${or}; for all ${things} there are, "all": true`;
  if (given.length > 1)
    add([], `selects in more than one way: give one of ${names.format(Object.keys(ways))}`);
  else if (given.length === 0) add([], nothing);
  else if (ways['filter'] && Object.keys(ways['filter']).length === 0) add(['filter'], nothing);
}

/** @returns the error of an object with members that it does not have: it names those that there are */
function namingMembers(what: string, shape: object) {
  const detail = `is not ${what}; there are ${Object.keys(shape).join(', ')}`;
  return (issue: z.core.$ZodRawIssue) => (issue.code === 'unrecognized_keys' ? detail : undefined);
}

const All = z.literal(true, { error: 'must be true, or left out' }).optional();

const JOB_CONDITIONS = JobFilterSchema.shape;
const WAITING_CONDITIONS = {
  ...LETTER_CONDITIONS,
  until: time('Set aside before this time.', '2026-03-01T09:00:00Z'),
};

/** Jobs to do something to: by filter, by their IDs, or all of them. */
const JobsOrderSchema = z
  .strictObject({
    kind: z
      .enum(JOB_KINDS)
      .meta({ description: 'What is done to each: as the call for one job of that name does it.' }),
    filter: z
      .strictObject(JOB_CONDITIONS, { error: namingMembers('a condition of jobs', JOB_CONDITIONS) })
      .optional()
      .meta({
        id: 'JobFilter',
        description:
          'The attempts that match, as in a list of jobs. Times before now are counted from this call; what ' +
          'changes after it is not meant.',
      }),
    requestIds: z
      .array(StorableRequestIdSchema)
      .min(1, 'is empty: give at least one request ID')
      .max(LIMITS.requestIds, `must have at most ${LIMITS.requestIds} entries`)
      .optional()
      .meta({ description: 'A root ID stands for the attempt by which its lineage is told.' }),
    all: All.meta({ description: 'All attempts.' }),
    ...ORDER,
  })
  .superRefine(({ filter, requestIds, all }, issues) =>
    checkSelection({ filter, requestIds, all }, 'jobs', issues),
  )
  .meta({ id: 'JobsOrder', description: 'Something to do to many jobs.' });

const REDRIVE_ORDER = {
  kind: z.literal(LETTER_KIND).meta({ description: 'Redrives each, as the call for one dead letter does.' }),
  filter: z
    .strictObject(WAITING_CONDITIONS, {
      error: namingMembers('a condition of dead letters', WAITING_CONDITIONS),
    })
    .optional()
    .meta({
      id: 'WaitingLetters',
      description:
        'The dead letters that wait and match. Times before now are counted from this call; what is set aside ' +
        'after it is not meant, such as a message that fails again.',
    }),
  all: All.meta({ description: 'All dead letters that wait.' }),
  ...ORDER,
};

/** Dead letters to redrive: by filter, or all that wait. */
const RedriveOrderSchema = z
  .strictObject(REDRIVE_ORDER, { error: namingMembers('a member of a redrive', REDRIVE_ORDER) })
  .superRefine(({ filter, all }, issues) => checkSelection({ filter, all }, 'dead letters', issues))
  .meta({
    id: 'RedriveOrder',
    description:
      'Dead letters to redrive. They concern every team: callers of a single one are refused (403).',
  });

export const OperationOrderSchema = z
  .discriminatedUnion('kind', [JobsOrderSchema, RedriveOrderSchema], {
    error: ({ code }) => (code === 'invalid_union' ? `must be ${ASKED_KINDS.join(' or ')}` : undefined),
  })
  .meta({ id: 'OperationOrder', description: 'Something to do to many jobs or dead letters.' });

const written = () => z.string().exactOptional();

const WrittenFilterSchema = z
  .lazy(() =>
    z.object({
      status: written(),
      jobType: written(),
      tag: written(),
      reason: written(),
      cause: written(),
      source: written(),
      since: written(),
      until: written(),
    }),
  )
  .meta({
    id: 'WrittenFilter',
    description: 'Conditions that must all hold, as they may be asked for again.',
  });

const instant = (description: string) => z.iso.datetime().meta({ description });
const counts = (description: string) => z.record(z.string(), z.int().min(0)).meta({ description });

export const OperationSchema = z
  .lazy(() =>
    z.object({
      id: z.string().meta({ examples: ['op_5f2b8c1d9e3a4b6c7d8e9f01'] }),
      kind: z.string().meta({ description: `${OPERATION_KINDS.join(', ')}. New ones may appear.` }),
      filter: WrittenFilterSchema.optional().meta({
        description: 'As it was asked for, its times fixed. No condition at all: all of them.',
      }),
      requestIds: z.array(z.string()).optional(),
      hold: z.string().optional().meta({ description: 'Of a release: the hold that has ended.' }),
      reason: z.string().nullable(),
      requestedBy: z.string().nullable().meta({ description: 'E-mail of who asked; null on one machine.' }),
      requestedAt: instant('When it was asked for. What has changed since is not meant.'),
      limit: z.int().min(1).nullable(),
      ratePerMinute: z.int().min(1).nullable(),
      dryRun: z.boolean(),
      state: z
        .enum(OPERATION_STATES)
        .meta({ description: 'aborting: it ends after the page that is being worked on.' }),
      found: z
        .int()
        .min(0)
        .meta({ description: 'How many were found so far: done, skipped, failed and on the next page.' }),
      done: z.int().min(0).meta({ description: 'Of a dry run: how many would be done.' }),
      skipped: counts(
        'By the reason: what was done already, or may not be done. interrupted: they were on a page whose work ' +
          'broke off before an abort, and some may have been done.',
      ),
      failed: counts(
        'By the reason: not-found, unreadable, fault, or the fault of the store or of Pub/Sub. interrupted: they ' +
          'were on a page whose work broke off three times, and some may have been done.',
      ),
      lastError: z
        .object({ reason: z.string(), at: instant('When it was met.') })
        .nullable()
        .meta({ description: 'The latest fault that passed, or may pass.' }),
      finishedAt: instant('When it had ended.').nullable(),
    }),
  )
  .meta({
    id: 'Operation',
    description: `An act on many, worked on in pages of up to ${MAX_PAGE}, by the call that asks for it and then each minute.`,
  });

export const OperationListSchema = z
  .lazy(() =>
    z.object({
      operations: z.array(OperationSchema),
      nextPageToken: z.string().optional().meta({
        description: 'Give it as pageToken to go on; absent on the last page.',
      }),
    }),
  )
  .meta({ id: 'OperationList', description: 'Some of the operations, the newest first.' });

export type OperationView = DeepReadonly<z.input<typeof OperationSchema>>;
