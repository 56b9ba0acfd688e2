/** Jobs read together: a page of a list, those of given IDs, and counts. */

import * as z from 'zod';
import { JobSchema } from './job.ts';
import { LIMITS } from './limits.ts';
import { JOB_VIEW } from './view.ts';

function inMegabytes(bytes: number): string {
  return `${bytes / 1_000_000} MB`;
}

export const JobPageSchema = z
  .lazy(() =>
    z.object({
      jobs: z.array(JobSchema),
      nextPageToken: z
        .string()
        .optional()
        .meta({
          description:
            'Give it as pageToken to go on; absent on the last page. A page may have fewer jobs than pageSize: ' +
            `it ends at ${inMegabytes(LIMITS.answerBytes)}, or when ${LIMITS.scannedJobs} attempts were looked at.`,
        }),
      since: z
        .string()
        .optional()
        .meta({
          description:
            'The instant that `since` meant, by the clock of the gateway and the same on each page: a later list ' +
            'of the same changes begins with it, however it was written. Only there when `since` was given.',
        }),
      scanned: z
        .int()
        .min(0)
        .optional()
        .meta({
          description:
            'How many attempts were looked at for this page. Only there when the filter has a condition that no ' +
            'index serves: such a page may have few jobs or none, and another one behind it.',
        }),
    }),
  )
  .meta({ id: 'JobPage', description: 'Some of the attempts that match, in the order that was asked for.' });

export const RequestIdsSchema = z
  .strictObject({
    requestIds: z
      .array(z.string())
      .max(LIMITS.requestIds, `must have at most ${LIMITS.requestIds} entries`)
      .meta({ description: 'A root ID answers for its whole lineage.' }),
    finalOnly: z
      .boolean()
      .optional()
      .meta({ description: 'Gives null for a job that something more will happen to: cheap to ask often.' }),
    ...JOB_VIEW,
  })
  .meta({ id: 'RequestIds' });

export const JobListSchema = z
  .lazy(() =>
    z.object({
      jobs: z.array(JobSchema.nullable()),
      leftOut: z
        .array(z.string())
        .optional()
        .meta({
          description:
            `Request IDs whose jobs were beyond the ${inMegabytes(LIMITS.answerBytes)} of an answer: ask for ` +
            'them in another call. Their entries are null, and say nothing. Absent when there are none.',
        }),
      unreadable: z
        .array(z.string())
        .optional()
        .meta({
          description:
            'Request IDs whose records cannot be read at the moment: the jobs are there, an operator was told, ' +
            'and their entries are null. Absent when there are none.',
        }),
    }),
  )
  .meta({ id: 'JobList', description: 'One entry per request ID, in their order; null for one without.' });

export const CountsSchema = z
  .lazy(() =>
    z.object({
      byStatus: z.record(z.string(), z.int().min(0)).meta({
        description:
          'Statuses without any are left out. Unless statuses were asked for, other are those that this version ' +
          'does not know.',
      }),
      countedAt: z.iso.datetime().meta({
        description:
          `When they were counted: the same counts are answered for ${LIMITS.countsKeptSeconds} seconds, ` +
          'so they may not have what changed since.',
      }),
    }),
  )
  .meta({ id: 'Counts', description: 'How many attempts there are, by status.' });
