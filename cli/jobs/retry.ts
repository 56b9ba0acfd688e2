/** `jobs retry`: jobs are sent again, each as the next attempt of its lineage, which may be charged. */
import type { Command } from 'commander';
import { callGateway } from '../call-gateway.ts';
import { exitCodesHelp, RETRY_CODES } from '../exit-codes.ts';
import { addOperatingOptions } from '../options/gateway-options.ts';
import { addJsonOption } from '../options/json-option.ts';
import { addReasonOption } from '../options/reason-option.ts';
import { personAtTerminal } from '../output/ask.ts';
import type { JsonFields } from '../output/json-fields.ts';
import type { GatewayAddress } from '../remote-gateway.ts';
import { RETRY_COLUMNS, retryJobs } from './retry-jobs.ts';

interface RetryOptions extends GatewayAddress {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly reason?: string;
  readonly json?: JsonFields;
}

export function addRetry(jobs: Command): void {
  const command = jobs
    .command('retry')
    .description('send jobs again that failed, were canceled or unanswered, under new request IDs')
    .argument('<requestIds...>', 'the jobs; the first request ID of a lead stands for its latest attempt')
    .option('--yes', 'yes, they may be charged: nothing is asked, and the gateway alone says what is refused')
    .option('--dry-run', 'say which would be retried or refused, and why; change nothing');
  addOperatingOptions(
    addJsonOption(
      addReasonOption(command),
      RETRY_COLUMNS.map(({ name }) => name),
    ),
  )
    .addHelpText('after', exitCodesHelp(RETRY_CODES))
    .action((requestIds: readonly string[], options: RetryOptions) =>
      callGateway(options, (call) =>
        retryJobs({ ...call, ask: personAtTerminal(call.signal) }, requestIds, options),
      ),
    );
}
