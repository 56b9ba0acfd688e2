/** BREAKER: when the gateway holds a job type by itself (docs/configuration.md). */
import * as z from 'zod';
import type { BreakerRules } from '../jobs/holds/breaker.ts';
import { intWithin } from '../protocol/int-within.ts';

const MOST_FINDINGS = 10_000;
const DEFAULT_MIN = 50;

const RuleSchema = z
  .strictObject({
    window: intWithin(1, MOST_FINDINGS).default(200),
    min: intWithin(1, MOST_FINDINGS).optional(),
    rejectedShare: z
      .number()
      .gt(0, 'must be above 0 and at most 1')
      .max(1, 'must be above 0 and at most 1')
      .optional(),
    discards: intWithin(1, MOST_FINDINGS).optional(),
    misconfigured: intWithin(1, MOST_FINDINGS).optional(),
  })
  .superRefine(({ window, rejectedShare, discards, misconfigured, ...rule }, issues) => {
    const add = (path: string[], message: string) => issues.addIssue({ code: 'custom', path, message });
    if (rejectedShare === undefined && discards === undefined && misconfigured === undefined)
      add([], 'never trips: give rejectedShare, discards or misconfigured');
    const min = rule.min ?? (rejectedShare === undefined ? undefined : DEFAULT_MIN);
    for (const [name, count] of Object.entries({ min, discards, misconfigured }))
      if (count !== undefined && count > window)
        add([name], `must not be above window (${window}): so many are never looked at`);
  })
  .transform(({ min = DEFAULT_MIN, ...rule }) => ({ ...rule, min }));

export const BreakerSchema = z
  .record(z.string().min(1), RuleSchema)
  .transform((rules): BreakerRules => new Map(Object.entries(rules)));
