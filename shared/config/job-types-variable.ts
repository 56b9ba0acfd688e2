/** JOB_TYPES: the topic of each job type's requests, and their required input. */
import * as z from 'zod';
import { RequirementsSchema, requirementsOf } from '../protocol/job-types.ts';
import type { JobType } from '../use-cases/context.ts';
import { topic } from './variable.ts';

export const JobTypesSchema = z
  .record(z.string().min(1), z.strictObject({ topic, requires: RequirementsSchema.optional() }))
  .refine((types) => Object.keys(types).length > 0, 'must name at least one job type')
  .transform((types): ReadonlyMap<string, JobType> => {
    const entries = Object.entries(types).map(
      ([name, { topic: full, requires }]) =>
        [name, { topic: full, requirements: requires ?? requirementsOf(name) }] as const,
    );
    return new Map(entries);
  });
