/** The digest of a job, as a reader gets it. */

import * as z from 'zod';
import type { DeepReadonly } from './deep-readonly.ts';

const FactsSchema = z
  .lazy(() =>
    z.object({
      mobile: z
        .object({
          e164: z.string().nullable().meta({ description: 'Its E.164 form, where Modigie gave it.' }),
          raw: z.string().meta({ description: 'As Modigie wrote it, or as it was sent.' }),
          type: z.string(),
          how: z.enum(['appended', 'verified']),
          compliance: z.unknown().optional().meta({ description: 'As Modigie sent it, where it did.' }),
        })
        .exactOptional(),
      linkedIn: z
        .object({ url: z.string(), how: z.enum(['from_input', 'appended', 'replaced', 'unknown']) })
        .exactOptional(),
      employment: z
        .object({
          state: z.enum(['verified', 'changed', 'verified_elsewhere', 'unknown']),
          company: z.string().exactOptional(),
          title: z.string().exactOptional(),
          leftOn: z.string().exactOptional().meta({ description: 'A month, YYYY-MM.' }),
        })
        .exactOptional(),
      emails: z.array(
        z.object({
          address: z.string(),
          deliverable: z.boolean().nullable(),
          new: z.boolean().meta({ description: 'Whether Modigie appended it.' }),
        }),
      ),
      mobileCheck: z.string().exactOptional().meta({ description: 'The code of verifyMobile.' }),
    }),
  )
  .meta({ id: 'Facts', description: 'What a completed job has found, verified and checked.' });

const DecisionSchema = z
  .lazy(() =>
    z.object({
      field: z
        .string()
        .nullable()
        .meta({
          description: 'The field that a rule looked at; null for an event that is not known.',
          examples: ['mobile'],
        }),
      action: z.enum(['set', 'flag', 'keep', 'never']),
      value: z.string().exactOptional(),
      was: z.string().exactOptional().meta({ description: 'The value that was sent, where there was one.' }),
      rule: z.string().meta({ examples: ['appendMobile.appended'] }),
      because: z.string().meta({ description: 'The reason, for a person. Its wording may change.' }),
    }),
  )
  .meta({ id: 'Decision', description: 'What becomes of a field, and why (docs/digest.md).' });

const PatchSchema = z
  .lazy(() =>
    z.object({
      crm: z.enum(['hubspot', 'salesforce']),
      requestId: z.string(),
      version: z.string().nullable().meta({
        description: 'Of two patches of one record the one with the later version holds; null: not known.',
      }),
      input: z.looseObject({ id: z.string() }).meta({
        description:
          "As the CRM takes it: one of the inputs of HubSpot's batch update of contacts, or one of the records of " +
          "Salesforce's sObject Collections.",
      }),
    }),
  )
  .meta({ id: 'Patch', description: 'The values that are set in one record of a CRM.' });

export const DigestedSchema = z
  .lazy(() =>
    z.object({
      requestId: z.string().meta({ description: 'The ID of the attempt that it is about.' }),
      status: z.string(),
      digest: z
        .object({ facts: FactsSchema, decisions: z.array(DecisionSchema), patches: z.array(PatchSchema) })
        .nullable()
        .meta({ description: 'null for a job that has none; reason says why.' }),
      reason: z
        .enum(['not-completed', 'purged', 'erased', 'no-payload', 'too-large'])
        .nullable()
        .meta({ description: 'Why there is no digest; null where there is one. New reasons may appear.' }),
    }),
  )
  .meta({ id: 'Digested', description: 'A job with its digest.' });

export type DigestedView = DeepReadonly<z.input<typeof DigestedSchema>>;
