/** POLICY: the policy, where it differs from the default one (docs/configuration.md). */
import * as z from 'zod';
import { DEFAULT_POLICY, type Policy } from '../jobs/policy.ts';
import { intWithin } from '../protocol/int-within.ts';

const BACKOFF = z.strictObject({ baseMs: intWithin(1), capMs: intWithin(1) });

export const PolicySchema = z
  .strictObject({
    maxAttempts: intWithin(1, 10),
    retries: z.array(
      z.strictObject({
        status: z.enum(['failed', 'canceled'], {
          error: 'must be failed or canceled: nothing else may be sent again (docs/protocol.md §4.1)',
        }),
        reasonTypes: z.union([z.literal('any'), z.array(z.string().min(1))]),
        backoff: BACKOFF,
      }),
    ),
    silence: BACKOFF,
    giveUpMs: intWithin(1),
    grace: BACKOFF,
    retentionMs: intWithin(0),
    tracking: z.enum(['every-status', 'endings-only'], { error: 'must be every-status or endings-only' }),
  })
  .partial()
  .transform((given): Policy => ({ ...DEFAULT_POLICY, ...withoutUndefined(given) }));

function withoutUndefined<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
