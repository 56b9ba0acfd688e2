/** REUSE: of which job types an answer serves later lineages as well (docs/configuration.md, Money). */
import * as z from 'zod';
import { REUSE_BY, type ReuseRules } from '../jobs/money/reuse-rules.ts';
import { intWithin } from '../protocol/int-within.ts';

const BY_RULE = 'must list linkedin, email or both; leave it out for both';

const RuleSchema = z.strictObject({
  days: intWithin(1),
  by: z
    .array(z.enum(REUSE_BY, { error: BY_RULE }), { error: BY_RULE })
    .min(1, BY_RULE)
    .default([...REUSE_BY])
    .transform((by) => [...new Set(by)]),
});

export const ReuseSchema = z
  .record(z.string().min(1, 'must be the name of a job type'), RuleSchema)
  .transform((rules): ReuseRules => new Map(Object.entries(rules)));
