/** `jobs count`: how many attempts there are, by status. */
import type { Command } from 'commander';
import type { CountFilter, Counts } from '../../client/index.ts';
import { LIMITS } from '../../shared/api/limits.ts';
import { callGateway, type GatewayCall } from '../call-gateway.ts';
import { CALL_CODES, DONE, exitCodesHelp } from '../exit-codes.ts';
import { addReadingOptions } from '../options/gateway-options.ts';
import { addCountFilter, countFilterOf } from '../options/job-filter-options.ts';
import { addJsonOption } from '../options/json-option.ts';
import type { Column } from '../output/column.ts';
import { type JsonFields, picked } from '../output/json-fields.ts';
import { createListing } from '../output/listing.ts';
import { jsonText } from '../output/verbatim-json.ts';
import type { GatewayAddress } from '../remote-gateway.ts';
import { styleOf } from './job-columns.ts';

interface CountOptions extends CountFilter {
  readonly json?: JsonFields | undefined;
}

interface Count {
  readonly status: string;
  readonly count: number;
}

const COLUMNS: readonly Column<Count>[] = [
  { name: 'status', of: ({ status }) => status, style: ({ status }) => styleOf(status) },
  { name: 'count', of: ({ count }) => count, isKept: true },
];

export function addCount(jobs: Command): void {
  const command = addCountFilter(jobs.command('count').description('count attempts by status'));
  addReadingOptions(addJsonOption(command, ['byStatus', 'countedAt']))
    .addHelpText('after', exitCodesHelp(CALL_CODES))
    .action((options: GatewayAddress & CountOptions) =>
      callGateway(options, (call) => countJobs(call, options)),
    );
}

/** @returns the exit code. @throws as `Jobs.count` does */
async function countJobs(
  { jobs, sink, tell, signal }: GatewayCall,
  { json, ...given }: CountOptions,
): Promise<number> {
  const counts = await jobs.count(countFilterOf(given), { signal });
  if (json) {
    sink.stream.write(`${jsonText(picked(counts, json))}\n`);
    return DONE;
  }
  const listing = createListing<Count>(sink, { columns: COLUMNS, json });
  for (const [status, count] of Object.entries(counts.byStatus)) listing.add({ status, count });
  listing.end();
  if (Object.keys(counts.byStatus).length === 0) tell('No jobs match.');
  tellWhen(counts, tell);
  return DONE;
}

/** The gateway's clock may be another than ours, so that the time is told, and not how long ago that was. */
export function tellWhen({ countedAt }: Pick<Counts, 'countedAt'>, tell: (line: string) => void): void {
  // A gateway of an older version counts anew each time, and does not say when.
  if (countedAt === undefined) return;
  const anew = `The gateway counts anew after ${LIMITS.countsKeptSeconds} seconds`;
  tell(`Counted at ${countedAt}. ${anew}: what changed since then is not in it.`);
}
