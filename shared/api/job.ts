/**
 * A job as a reader sees it: one attempt, its lineage, and what Modigie said last. Schemas of responses are
 * lazy here and beside: a function never parses its own, and building them would be paid at each cold start.
 */

import * as z from 'zod';
import { OWN_STATUSES } from '../jobs/statuses.ts';
import { PUBLISHED_STATUSES } from '../protocol/job-status.ts';
import type { DeepReadonly } from './deep-readonly.ts';

const status = () =>
  z.string().meta({
    description:
      `Ours until Modigie answers, and where it never does: ${OWN_STATUSES.join(', ')}. ` +
      `Else Modigie's own, so far ${PUBLISHED_STATUSES.join(', ')}; new ones may appear.`,
  });
const reasonType = () =>
  z.string().nullable().meta({ description: 'Why it ended badly, as Modigie says: JobExpireReason, …' });
const instant = (description: string) => z.iso.datetime().meta({ description });
const timestamp = (description: string) =>
  z.iso
    .datetime()
    .meta({ description: `${description} Always six fraction digits, so its text sorts as its time does.` });

const HistoryEntrySchema = z
  .lazy(() => z.object({ status: status(), at: timestamp('When the job came to this status.') }))
  .meta({ id: 'HistoryEntry' });

const AttemptSchema = z
  .lazy(() =>
    z.object({
      requestId: z.string(),
      attempt: z.int().min(1),
      status: status(),
      reasonType: reasonType(),
      requestedAt: instant('When the gateway accepted it.'),
      retryAt: instant('When the next attempt is due; null when none is.').nullable(),
      deliveredAt: instant('When its result was published; null where none was.').nullable(),
      history: z.array(HistoryEntrySchema).meta({ description: 'Oldest first.' }),
    }),
  )
  .meta({ id: 'Attempt', description: 'One attempt of a lineage, in short.' });

export const JobSchema = z
  .lazy(() =>
    z.object({
      requestId: z.string().meta({ description: 'The ID of this attempt.' }),
      rootId: z.string().meta({ description: "The request ID of the lineage's first attempt." }),
      attempt: z.int().min(1).meta({ description: '1 for the first of the lineage.' }),
      jobType: z.string().nullable(),
      status: status(),
      final: z.boolean().meta({
        description:
          'Whether nothing more happens to this lineage by itself. Of an attempt that was retried, retriedBy ' +
          'names the one that goes on; in a list, such an attempt is never final. A result always is.',
      }),
      version: timestamp("Modigie's updateTime; null until it answers.").nullable(),
      requestedBy: z
        .string()
        .nullable()
        .meta({
          description:
            'E-mail of the caller who asked for this attempt, as Google verified it: of the one who submitted it, ' +
            'or retried it by hand; an attempt that the gateway retried by itself has that of the one before. ' +
            'Null where it is not known, such as for jobs from the intake topic, and once purged.',
        }),
      traceId: z
        .string()
        .nullable()
        .meta({
          description:
            'The trace of the call that submitted the lineage (W3C Trace Context); null where it told none. A ' +
            'result carries it on as the attribute googclient_traceparent.',
        }),
      requestedAt: instant('When the gateway accepted the attempt.'),
      updatedAt: instant('When the gateway last changed what it knows of it.'),
      retryOf: z.string().nullable().meta({ description: 'The attempt before.' }),
      retriedBy: z.string().nullable().meta({ description: 'The attempt after.' }),
      retryAt: instant('When the next attempt is due; null when none is.').nullable(),
      origin: z
        .enum(['gateway', 'external'])
        .meta({ description: 'external: Modigie answered for an ID that this gateway never requested.' }),
      reasonType: reasonType(),
      eventCodes: z
        .record(z.string(), z.string())
        .meta({ description: "Modigie's finding for each task, such as appendMobile: appended." }),
      reusedFrom: z
        .string()
        .nullable()
        .meta({
          description:
            'The request ID of the earlier job about the same person whose eventCodes and job these are, where the ' +
            'status is reused: nothing was requested, and nothing is charged. Null otherwise.',
        }),
      discardReasonType: z
        .string()
        .nullable()
        .meta({ description: 'Why Modigie threw the request away, such as DuplicateJobIdError.' }),
      publishFailure: z
        .enum(['unavailable', 'misconfigured', 'refused'])
        .nullable()
        .meta({ description: 'Why the request could not be published, the last time.' }),
      held: z
        .string()
        .nullable()
        .meta({
          description:
            'The hold that keeps back its request: its job type, or * for the hold of all; it is published once ' +
            'that is released. Or budget: and the name of a budget without room; it is published once there is. ' +
            'Null when none does.',
        }),
      cause: z
        .string()
        .nullable()
        .meta({
          description:
            'What went wrong, as a key to group and filter by: failed/JobFailReason, discarded/DuplicateJobIdError, ' +
            'publish/misconfigured, unanswered. Null when nothing did.',
        }),
      deliveredAt: instant(
        'When the result was published on the results topic. Null until then, as in the result itself; null for ' +
          'good in an attempt that was retried, and in an external job: they have no result.',
      ).nullable(),
      purgedAt: instant('When payload, JobV2, tags and requestedBy were removed.').nullable(),
      erased: z.boolean().meta({
        description: 'Whether they were removed on request, as data of a person: then nothing is sent again.',
      }),
      tags: z.array(z.string()).meta({ description: 'Each as name=value.' }),
      history: z.array(HistoryEntrySchema).meta({ description: 'Oldest first.' }),
      advice: z.string().optional().meta({
        description: 'How to request the lead anew; only where a request without an ID was repeated.',
      }),
      attempts: z
        .array(AttemptSchema)
        .optional()
        .meta({ description: 'All attempts that the ID answers for, oldest first; only when read by ID.' }),
      job: z
        .record(z.string(), z.unknown())
        .nullable()
        .meta({
          description:
            "Modigie's latest JobV2, exactly as it was sent; numbers may exceed 2^53. That of reusedFrom, under its " +
            'own id, where that is given. Null in a brief view.',
        }),
    }),
  )
  .meta({ id: 'Job', description: 'One attempt, as the gateway knows it.' });

/** All of a job but its JobV2, which is spliced in as text; attempts are added when it is read by its ID. */
export type JobView = DeepReadonly<Omit<z.input<typeof JobSchema>, 'job' | 'attempts' | 'advice'>>;
/** One of a job's `attempts`. */
export type AttemptView = DeepReadonly<z.input<typeof AttemptSchema>>;
