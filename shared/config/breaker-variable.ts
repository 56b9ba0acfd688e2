/** BREAKER: when the gateway holds a job type by itself (docs/configuration.md). */
import * as z from 'zod';
import type { BreakerRules } from '../jobs/holds/breaker.ts';
import { intWithin } from '../protocol/int-within.ts';

const MOST_FINDINGS = 10_000;

const RuleSchema = z
  .strictObject({
    window: intWithin(1, MOST_FINDINGS).default(200),
    min: intWithin(1, MOST_FINDINGS).default(50),
    rejectedShare: z
      .number()
      .gt(0, 'must be above 0 and at most 1')
      .max(1, 'must be above 0 and at most 1')
      .optional(),
    discards: intWithin(1, MOST_FINDINGS).optional(),
    misconfigured: intWithin(1, MOST_FINDINGS).optional(),
  })
  .superRefine(({ window, min, rejectedShare, discards, misconfigured }, issues) => {
    const add = (path: string[], message: string) => issues.addIssue({ code: 'custom', path, message });
    if (rejectedShare === undefined && discards === undefined && misconfigured === undefined)
      add([], 'never trips: give rejectedShare, discards or misconfigured');
    for (const [name, count] of Object.entries({ min, discards, misconfigured }))
      if (count !== undefined && count > window)
        add([name], `must not be above window (${window}): so many are never looked at`);
  });

export const BreakerSchema = z
  .record(z.string().min(1), RuleSchema)
  .transform((rules): BreakerRules => new Map(Object.entries(rules)));
