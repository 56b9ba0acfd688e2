/** Which jobs an act is about, by their IDs or by a filter, and how it is done to many. */
import type { Command } from 'commander';
import type { JobFilter } from '../../../client/index.ts';
import { addManyOptions, type ManyOptions, refuseManyOptions } from '../../operations/many-options.ts';
import { addActFilter, jobFilterOf } from '../../options/job-filter-options.ts';
import { addReasonOption } from '../../options/reason-option.ts';
import type { JsonFields } from '../../output/json-fields.ts';
import { UserError } from '../../output/user-error.ts';

export interface ActOptions extends Omit<JobFilter, 'reason'>, ManyOptions {
  /** Why, for the audit. */
  readonly reason?: string | undefined;
  /** The reason of Modigie that jobs have. */
  readonly reasonFilter?: string | undefined;
  readonly yes?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
  readonly json?: JsonFields | undefined;
}

export function addActOptions(command: Command): Command {
  return addManyOptions(addReasonOption(addActFilter(command)));
}

/** By IDs, or by a filter. */
export type Meant =
  | { readonly requestIds: readonly string[] }
  | { readonly requestIds?: undefined; readonly filter: JobFilter };

/** @throws UserError when it is neither, or both */
export function meantBy(given: readonly string[], options: ActOptions): Meant {
  const { reasonFilter, reason: _, limit, rate, detach, ...more } = options;
  const filter = jobFilterOf({ ...more, reason: reasonFilter });
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  if (given.length === 0) {
    if (isFiltered) return { filter };
    throw new UserError('No jobs are named: give their request IDs, or a filter such as --status failed.');
  }
  if (isFiltered)
    throw new UserError(
      'Jobs are named both by request IDs and by a filter such as --status: give one of the two.',
    );
  refuseManyOptions({ limit, rate, detach }, { many: 'jobs', by: 'request IDs' });
  return { requestIds: [...new Set(given)] };
}
