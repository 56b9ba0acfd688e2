/** How an act is done to many, where a filter says to which. */
import type { Command } from 'commander';
import { ratePerMinute } from '../options/rate.ts';
import { wholeNumber } from '../options/whole-number.ts';
import { UserError } from '../output/user-error.ts';

export interface ManyOptions {
  readonly limit?: number | undefined;
  /** So many a minute. */
  readonly rate?: number | undefined;
  readonly detach?: boolean | undefined;
}

/** As the gateway takes it. */
const MOST = 1_000_000;

export function addManyOptions(command: Command): Command {
  return command
    .option('--limit <n>', 'of a filter: end after so many that were done or failed', wholeNumber(1, MOST))
    .option('--rate <rate>', 'of a filter: do so many at most, such as 20/s or 90/m', ratePerMinute)
    .option('--detach', 'of a filter: print the ID of the operation, and do not wait for its end');
}

/**
 * @param many `jobs`; `by`: how they are named where there is no filter, `request IDs`
 * @throws UserError for an option of a filter
 */
export function refuseManyOptions(
  { limit, rate, detach }: ManyOptions,
  { many, by }: { readonly many: string; readonly by: string },
): void {
  const option = [limit && '--limit', rate && '--rate', detach && '--detach'].find((name) => name);
  if (option) throw new UserError(`${option} is for many ${many} by a filter: leave it out, or the ${by}.`);
}
