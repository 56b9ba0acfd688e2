/** `jobs list`: attempts that match, up to a limit. */
import { type Command, Option } from 'commander';
import type { Job, JobFilter, JobPage, ListOptions } from '../../client/index.ts';
import { LIMITS } from '../../shared/api/limits.ts';
import { LIST_ORDERS } from '../../shared/jobs/list-order.ts';
import { callGateway, type GatewayCall } from '../call-gateway.ts';
import { CALL_CODES, DONE, exitCodesHelp } from '../exit-codes.ts';
import { addReadingOptions } from '../options/gateway-options.ts';
import { addJobFilter, jobFilterOf } from '../options/job-filter-options.ts';
import { addJsonOption } from '../options/json-option.ts';
import { addLimitOption } from '../options/limit-option.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { createListing } from '../output/listing.ts';
import { parseVerbatim } from '../output/verbatim-json.ts';
import type { GatewayAddress } from '../remote-gateway.ts';
import { JOB_FIELDS, LIST_COLUMNS } from './job-columns.ts';

export interface ListJobsOptions extends JobFilter {
  /** How many jobs are shown at most. */
  readonly limit: number;
  readonly orderBy?: ListOptions['orderBy'];
  readonly json?: JsonFields | undefined;
}

const NONE_OF_THE_NEWEST =
  'No jobs match. Those that have not changed since an older version of the gateway wrote them are in the list by ' +
  'name alone: --order-by name.';

export function addList(jobs: Command): void {
  const command = addJobFilter(
    jobs.command('list').description('list attempts that match, the latest change first'),
  ).addOption(
    new Option('--order-by <order>', 'newest, or name: an order that lasts, with all that was ever stored')
      .choices(LIST_ORDERS)
      .default('newest'),
  );
  addReadingOptions(addJsonOption(addLimitOption(command), JOB_FIELDS))
    .addHelpText('after', exitCodesHelp(CALL_CODES))
    .action((options: GatewayAddress & ListJobsOptions) =>
      callGateway(options, (call) => listJobs(call, options)),
    );
}

/** @returns the exit code. @throws as `Jobs.list` does */
export async function listJobs(
  { jobs, sink, tell, signal }: GatewayCall,
  { limit, json, orderBy, ...given }: ListJobsOptions,
): Promise<number> {
  const listing = createListing<Job>(sink, { columns: LIST_COLUMNS, json });
  const pageSize = Math.min(limit, LIMITS.pageSize);
  // An older gateway knows the order by name alone, and no parameter for it.
  const isNewest = orderBy === 'newest';
  let left = limit;
  let areMore = false;
  for await (const text of jobs
    .list({ ...jobFilterOf(given), ...(isNewest && { orderBy }), pageSize }, { signal })
    .pageTexts()) {
    const page = parseVerbatim(text) as JobPage;
    for (const job of page.jobs.slice(0, left)) listing.add(job);
    areMore = page.jobs.length > left || page.nextPageToken !== undefined;
    left -= Math.min(left, page.jobs.length);
    if (left === 0 || hasLeft(sink.stream)) break;
  }
  listing.end();
  tellOfRest({ shown: limit - left, limit, areMore, isNewest }, tell);
  return DONE;
}

interface Rest {
  readonly shown: number;
  readonly limit: number;
  readonly areMore: boolean;
  readonly isNewest: boolean;
}

function tellOfRest({ shown, limit, areMore, isNewest }: Rest, tell: (line: string) => void): void {
  if (shown === 0) tell(isNewest ? NONE_OF_THE_NEWEST : 'No jobs match.');
  if (shown === limit && areMore) tell(`These are the first ${limit}: --limit shows more.`);
}

/** Whether the reader of a pipe has left: more would be read for nobody. */
function hasLeft(stream: NodeJS.WritableStream & { readonly errored?: Error | null }): boolean {
  return stream.errored != null;
}
