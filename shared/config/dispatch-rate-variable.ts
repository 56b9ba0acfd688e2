/** DISPATCH_RATE: how many jobs of a type go out in a second (docs/configuration.md, Money). */
import * as z from 'zod';

const RULE = 'must be a number above 0: jobs per second, such as 2.5';

export const DispatchRateSchema = z
  .record(z.string().min(1, 'must be the name of a job type'), z.number({ error: RULE }).gt(0, RULE))
  .transform((rates): ReadonlyMap<string, number> => new Map(Object.entries(rates)));
