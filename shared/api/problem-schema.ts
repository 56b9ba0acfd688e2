/** A problem document (RFC 9457) as a caller reads it. */

import * as z from 'zod';
import { REDRIVE_REFUSALS } from '../jobs/dead-letters/redrive-refusals.ts';
import { REDELIVERY_REFUSALS, REPLAY_REFUSALS } from '../jobs/replay-refusals.ts';
import { RETRY_REFUSALS } from '../jobs/retry-refusals.ts';
import type { DeepReadonly } from './deep-readonly.ts';
import { PROBLEM_TYPES, type ProblemStatus, problemUri } from './problems.ts';

/** Why an act on a job or a dead letter is refused, each once. */
export const REFUSALS = [
  ...new Set([...RETRY_REFUSALS, ...REPLAY_REFUSALS, ...REDELIVERY_REFUSALS, ...REDRIVE_REFUSALS]),
];

export const ProblemSchema = z
  .lazy(() =>
    z.object({
      type: z.enum(PROBLEM_TYPES.map(problemUri)).meta({ description: 'Stable; decide by it.' }),
      title: z.string(),
      status: z.int().min(400).max(599),
      detail: z.string().meta({ description: 'What to do about it. Holds no value that was sent.' }),
      requestId: z.string().optional(),
      operation: z.string().optional().meta({ description: 'The ID of the operation that it is about.' }),
      parameter: z
        .string()
        .optional()
        .meta({ description: 'The parameter that is not valid, or the header.' }),
      reason: z
        .enum(REFUSALS)
        .optional()
        .meta({
          description:
            'Of not-retryable, not-replayable and not-redeliverable: why it is not done; of dead-letter-conflict: why ' +
            'the letter is not redriven or dropped. Stable; decide by it.',
        }),
      budget: z.string().optional().meta({ description: 'Of over-budget: the budget that has no room.' }),
      limit: z.int().optional().meta({ description: 'Of over-budget: how many leads it has room for.' }),
      used: z.int().optional().meta({ description: 'Of over-budget: how many of these are used.' }),
      renewsAt: z.iso.datetime().optional().meta({
        description: 'Of over-budget: when the budget is there again, which may be the next day or month.',
      }),
      traceId: z
        .string()
        .optional()
        .meta({ description: 'By which an operator finds in the log what was done about the call.' }),
      errors: z
        .array(
          z.object({
            pointer: z.string().meta({ description: 'Where in the body: a JSON Pointer (RFC 6901).' }),
            detail: z.string(),
          }),
        )
        .optional()
        .meta({ description: 'Each violation of an invalid body.' }),
    }),
  )
  .meta({ id: 'Problem', description: 'Why a call was refused, and what to do (RFC 9457).' });
export type Problem = DeepReadonly<z.input<typeof ProblemSchema>> & { readonly status: ProblemStatus };
