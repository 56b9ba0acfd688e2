/** The answer to a person who has an attempt revealed. */
import * as z from 'zod';

export const RevealedJobSchema = z
  .lazy(() =>
    z.object({
      requestId: z
        .string()
        .meta({ description: 'The attempt: of a root ID, that by which its lineage is told.' }),
      reason: z
        .enum(['purged', 'erased', 'external'])
        .nullable()
        .meta({
          description:
            'Why there is no payload: its retention is over, it was erased as data of a person, or this gateway never ' +
            'requested the job. Null where there is one.',
        }),
      payload: z
        .record(z.string(), z.unknown())
        .nullable()
        .meta({ description: 'Exactly as it was sent to Modigie; numbers may exceed 2^53.' }),
      job: z
        .record(z.string(), z.unknown())
        .nullable()
        .meta({
          description:
            "Modigie's latest JobV2, exactly as it came; of a lead that is reused, that of the job that was paid for. " +
            'Null where there is none, or none any more.',
        }),
    }),
  )
  .meta({ id: 'RevealedJob', description: 'What was sent of an attempt, and what Modigie knows of it.' });
