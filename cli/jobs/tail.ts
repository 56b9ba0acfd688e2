/** `jobs tail`: jobs as they change, until Ctrl-C. */
import { type Command, Option } from 'commander';
import type { Job, JobFilter } from '../../client/index.ts';
import { callGateway, type GatewayCall } from '../call-gateway.ts';
import { CALL_CODES, exitCodesHelp } from '../exit-codes.ts';
import { duration } from '../options/duration.ts';
import { addReadingOptions } from '../options/gateway-options.ts';
import { addJobFilter, jobFilterOf } from '../options/job-filter-options.ts';
import { addJsonOption } from '../options/json-option.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { createLines } from '../output/line-by-line.ts';
import { parseVerbatim } from '../output/verbatim-json.ts';
import type { GatewayAddress } from '../remote-gateway.ts';
import { JOB_FIELDS, TAIL_COLUMNS } from './job-columns.ts';

export interface TailJobsOptions extends JobFilter {
  /** Milliseconds between two readings. */
  readonly every: number;
  readonly json?: JsonFields | undefined;
}

export function addTail(jobs: Command): void {
  const command = addJobFilter(
    jobs.command('tail').description('show jobs as they change, from now or --since on, until Ctrl-C'),
  ).addOption(
    new Option('--every <time>', 'how often the gateway is asked').argParser(duration).default(2_000, '2s'),
  );
  addReadingOptions(addJsonOption(command, JOB_FIELDS, 'a JSON document for each line'))
    .addHelpText('after', exitCodesHelp(CALL_CODES))
    .action((options: GatewayAddress & TailJobsOptions) =>
      callGateway(options, (call) => tailJobs(call, options)),
    );
}

/**
 * Ends when its signal aborts, and tells then where to go on: before the last job, since a change may be seen
 * after one that is later.
 * @throws as `Operator.changes` does
 */
export async function tailJobs(
  { operator, sink, tell, signal }: GatewayCall,
  { every, json, ...given }: TailJobsOptions,
): Promise<never> {
  const lines = createLines<Job>(sink, { columns: TAIL_COLUMNS, json });
  let checkpoint: string | undefined;
  const onCheckpoint = (since: string) => {
    checkpoint = since;
  };
  const options = { everyMs: every, parse: parseVerbatim, signal, onCheckpoint };
  try {
    for await (const job of operator.changes(jobFilterOf(given), options)) lines.add(job);
    throw new Error('Changes have no end.');
  } finally {
    if (checkpoint !== undefined)
      tell(`Go on with --since ${checkpoint} (jobs since then are shown again: a change may come 90 s late)`);
  }
}
