/** `jobs wait`: until a job is final. */
import { type Command, Option } from 'commander';
import { WaitTimeout } from '../../client/index.ts';
import { callGateway, type GatewayCall } from '../call-gateway.ts';
import { exitCodesHelp, FAULT, WAIT_CODES } from '../exit-codes.ts';
import { duration } from '../options/duration.ts';
import { addReadingOptions } from '../options/gateway-options.ts';
import { addJsonOption } from '../options/json-option.ts';
import { UserError } from '../output/user-error.ts';
import type { GatewayAddress } from '../remote-gateway.ts';
import { JOB_FIELDS } from './job-columns.ts';
import { type ShowOptions, showJob } from './show.ts';

export interface WaitForJobOptions extends ShowOptions {
  /** Milliseconds. */
  readonly timeout: number;
}

export function addWait(jobs: Command): void {
  const command = jobs
    .command('wait')
    .description('wait until nothing more happens to a job by itself, and show it')
    .argument('<requestId>', 'the job')
    .addOption(
      new Option('--timeout <time>', 'how long at most, such as 90s or 2h')
        .argParser(duration)
        .default(10 * 60_000, '10m'),
    );
  addReadingOptions(addJsonOption(command, JOB_FIELDS))
    .addHelpText('after', exitCodesHelp(WAIT_CODES))
    .action((requestId: string, options: GatewayAddress & WaitForJobOptions) =>
      callGateway(options, (call) => waitForJob(call, requestId, options)),
    );
}

/**
 * @returns the exit code
 * @throws UserError when the time is up, and as `Jobs.wait` does
 */
export async function waitForJob(
  call: GatewayCall,
  requestId: string,
  { timeout, json }: WaitForJobOptions,
): Promise<number> {
  const { jobs, sink, tell, signal } = call;
  if (sink.terminalWidth !== undefined) tell(`Waiting until ${requestId} is final …`);
  const job = await jobs.wait(requestId, { timeoutMs: timeout, signal }).catch((error: unknown) => {
    throw error instanceof WaitTimeout ? notFinal(requestId, timeout, error) : error;
  });
  // An attempt that was left behind is answered for by its lineage. It is read as text: no number is rounded.
  return showJob(call, job.requestId === requestId ? requestId : job.rootId, { json });
}

function notFinal(requestId: string, timeout: number, { job }: WaitTimeout): UserError {
  const standing = job ? `: it is ${job.status}, and goes on all the same` : '';
  return new UserError(`${requestId} is not final after ${timeout / 1000} s${standing}.`, FAULT);
}
