/** Many submissions at once, and one result for each. */

import * as z from 'zod';
import { JobSchema } from './job.ts';
import { LIMITS } from './limits.ts';
import { ProblemSchema } from './problem-schema.ts';
import { SubmissionSchema } from './submission.ts';

export const BatchSchema = z
  .lazy(() =>
    z
      .array(SubmissionSchema, { error: 'must be an array; send one job alone to /v1/jobs' })
      .max(LIMITS.batchItems),
  )
  .meta({ id: 'Batch', description: 'Each is treated as if it came alone.' });

const BatchJobSchema = z
  .lazy(() =>
    z.object({
      status: z
        .literal([200, 202])
        .meta({ description: 'The HTTP status that it would have got alone: 200 when submitted before.' }),
      requestId: z.string(),
      replayed: z.boolean().meta({ description: 'Whether it was submitted before.' }),
      job: JobSchema,
    }),
  )
  .meta({ id: 'BatchJob', description: 'A submission that was accepted, now or before.' });

/** One result: an accepted job, or the problem that it would have been answered with alone. */
const BatchResultSchema = z
  .lazy(() => z.union([BatchJobSchema, ProblemSchema]))
  .meta({ id: 'BatchResult', description: 'A refused one is a problem: it alone has type.' });

export const BatchResultsSchema = z
  .lazy(() => z.object({ results: z.array(BatchResultSchema) }))
  .meta({
    id: 'BatchResults',
    description:
      `One result per submission, in order. Beyond ${LIMITS.answerBytes / 1_000_000} MB, jobs are without their ` +
      'JobV2 (job is null), and advice says so: read them by their request IDs.',
  });
