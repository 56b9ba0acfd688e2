/** The backlog on the wire. */
import * as z from 'zod';
import { LIMITS } from './limits.ts';

const count = (description: string) => z.int().min(0).meta({ description });

export const BacklogSchema = z
  .lazy(() =>
    z.object({
      dueNow: count('Timers that have come due: the next sweep does their work.'),
      later: count('Attempts that are published or retried at a later time.'),
      waitingForModigie: count('Attempts that Modigie has, and that have not been silent for too long.'),
      held: count('Attempts that a hold keeps from being published.'),
      undelivered: count('Results that are not known to be published yet.'),
      deadLetters: count('Messages that were set aside, and that nobody has seen to.'),
      oldestDueAt: z.iso
        .datetime()
        .nullable()
        .meta({
          description:
            'When the timer came due that is due for longest, whatever it is for, a delivery included; null where none ' +
            'is due. Each sweep sets those that it takes up ahead: one that is due for long says that it does not run.',
        }),
      countedAt: z.iso.datetime().meta({
        description: `When they were counted: the same are answered for ${LIMITS.countsKeptSeconds} seconds.`,
      }),
    }),
  )
  .meta({ id: 'Backlog', description: 'All that is still to be done, by what it waits for.' });

export type BacklogView = z.output<typeof BacklogSchema>;
