/** Which jobs an act is about, by their IDs or by a filter, and how it is done to many. */
import type { Command } from 'commander';
import type { JobFilter } from '../../../client/index.ts';
import { addActFilter, jobFilterOf } from '../../options/job-filter-options.ts';
import { ratePerMinute } from '../../options/rate.ts';
import { addReasonOption } from '../../options/reason-option.ts';
import { wholeNumber } from '../../options/whole-number.ts';
import type { JsonFields } from '../../output/json-fields.ts';
import { UserError } from '../../output/user-error.ts';

export interface ActOptions extends Omit<JobFilter, 'reason'> {
  /** Why, for the audit. */
  readonly reason?: string | undefined;
  /** The reason of Modigie that jobs have. */
  readonly reasonFilter?: string | undefined;
  readonly limit?: number | undefined;
  /** So many jobs a minute. */
  readonly rate?: number | undefined;
  readonly detach?: boolean | undefined;
  readonly yes?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
  readonly json?: JsonFields | undefined;
}

/** As the gateway takes it. */
const MOST = 1_000_000;

export function addActOptions(command: Command): Command {
  return addReasonOption(addActFilter(command))
    .option('--limit <n>', 'of a filter: end after so many that were done or failed', wholeNumber(1, MOST))
    .option('--rate <rate>', 'of a filter: do so many at most, such as 20/s or 90/m', ratePerMinute)
    .option('--detach', 'of a filter: print the ID of the operation, and do not wait for its end');
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
  const option = [limit && '--limit', rate && '--rate', detach && '--detach'].find((name) => name);
  if (option)
    throw new UserError(`${option} is for many jobs by a filter: leave it out, or the request IDs.`);
  return { requestIds: [...new Set(given)] };
}

/**
 * Jobs by their IDs have other members than an operation, and `--json` takes both.
 * @param known members of what is written
 * @throws UserError for a member of the other
 */
export function requireFields(json: JsonFields | undefined, known: readonly string[], of: string): void {
  const unknown = json?.find((field) => !known.includes(field));
  if (unknown !== undefined)
    throw new UserError(`--json: ${of} has no field ${unknown}; it has ${known.join(', ')}.`);
}
