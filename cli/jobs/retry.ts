/** `jobs retry`: jobs are sent again, each as the next attempt of its lineage, which may be charged. */
import type { Command } from 'commander';
import { callGateway } from '../call-gateway.ts';
import { exitCodesHelp, JOB_ACT_CODES } from '../exit-codes.ts';
import { actOnMany, countOnly, type ManyCall } from '../operations/act-on-many.ts';
import { OPERATION_FIELDS } from '../operations/operation-columns.ts';
import { addOperatingOptions } from '../options/gateway-options.ts';
import { addJsonOption } from '../options/json-option.ts';
import { personAtTerminal } from '../output/ask.ts';
import { requireFields } from '../output/json-fields.ts';
import { progressLine } from '../output/progress-line.ts';
import type { GatewayAddress } from '../remote-gateway.ts';
import { type ActOptions, addActOptions, meantBy } from './acts/act-options.ts';
import { orderOf, RETRY } from './acts/job-acts.ts';
import { RETRY_COLUMNS, type RetryCall, retryJobs } from './retry-jobs.ts';

const ROW_FIELDS = RETRY_COLUMNS.map(({ name }) => name);

export function addRetry(jobs: Command): void {
  const command = addActOptions(
    jobs
      .command('retry')
      .description('send jobs again that failed, were canceled or unanswered, under new request IDs')
      .argument(
        '[requestIds...]',
        'the jobs, of a lead by its first ID the latest attempt; without any, those that match the filter',
      ),
  )
    .option('--yes', 'yes, they may be charged: nothing is asked, and the gateway alone says what is refused')
    .option('--dry-run', 'say which would be retried or refused, and why; change nothing');
  const fields = [...ROW_FIELDS, ...OPERATION_FIELDS];
  addOperatingOptions(addJsonOption(command, [...new Set(fields)]))
    .addHelpText('after', exitCodesHelp(JOB_ACT_CODES))
    .action((given: readonly string[], options: GatewayAddress & ActOptions) =>
      callGateway(options, (call) =>
        retry({ ...call, ask: personAtTerminal(call.signal), progress: progressLine() }, given, options),
      ),
    );
}

/** @returns the exit code. @throws as `retryJobs` and `actOnMany` do */
export async function retry(
  call: RetryCall & ManyCall,
  given: readonly string[],
  options: ActOptions,
): Promise<number> {
  const meant = meantBy(given, options);
  if (meant.requestIds) {
    requireFields(options.json, ROW_FIELDS, 'a job by its ID');
    return retryJobs(call, meant.requestIds, options);
  }
  const asked = { ...options, order: orderOf(RETRY, meant, options) };
  return options.dryRun ? countOnly(call, asked) : actOnMany(call, RETRY, asked);
}
