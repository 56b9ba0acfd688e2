/** `jobs show`: one job in full. */
import type { Command } from 'commander';
import type { Job } from '../../client/index.ts';
import { callGateway, type GatewayCall } from '../call-gateway.ts';
import { CALL_CODES, DONE, exitCodesHelp } from '../exit-codes.ts';
import { addReadingOptions } from '../options/gateway-options.ts';
import { addJsonOption } from '../options/json-option.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { writeDetails } from '../output/listing.ts';
import { parseVerbatim } from '../output/verbatim-json.ts';
import type { GatewayAddress } from '../remote-gateway.ts';
import { DETAIL_COLUMNS, JOB_FIELDS } from './job-columns.ts';

export interface ShowOptions {
  readonly json?: JsonFields | undefined;
}

export function addShow(jobs: Command): void {
  const command = jobs
    .command('show')
    .description("show a job; the first request ID of a lead shows all of the lead's attempts")
    .argument('<requestId>', 'the job');
  addReadingOptions(addJsonOption(command, JOB_FIELDS))
    .addHelpText('after', exitCodesHelp(CALL_CODES))
    .action((requestId: string, options: GatewayAddress & ShowOptions) =>
      callGateway(options, (call) => showJob(call, requestId, options)),
    );
}

/** @returns the exit code. @throws as `Jobs.getText` does */
export async function showJob(
  { jobs, sink, signal }: Pick<GatewayCall, 'jobs' | 'sink' | 'signal'>,
  requestId: string,
  { json }: ShowOptions,
): Promise<number> {
  const job = parseVerbatim(await jobs.getText(requestId, { signal })) as Job;
  writeDetails(sink, job, { columns: DETAIL_COLUMNS, json });
  return DONE;
}
