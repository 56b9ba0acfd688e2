/** `status`: what a gateway knows, at a glance, or one job in full. */
import type { Command } from 'commander';
import { callGateway, type GatewayCall } from '../call-gateway.ts';
import { CALL_CODES, DONE, exitCodesHelp } from '../exit-codes.ts';
import { addReadingOptions } from '../options/gateway-options.ts';
import { visible } from '../output/printable.ts';
import { indentedJson } from '../output/verbatim-json.ts';
import type { GatewayAddress } from '../remote-gateway.ts';
import { tellWhen } from './count.ts';

export function addStatus(program: Command): void {
  const command = program
    .command('status')
    .description('show counts by status, or one job')
    .argument('[requestId]', 'the job to show, as JSON; without it the counts are shown');
  addReadingOptions(command)
    .addHelpText('after', exitCodesHelp(CALL_CODES))
    .action((requestId: string | undefined, options: GatewayAddress) =>
      callGateway(options, (call) => status(call, requestId)),
    );
}

/**
 * @param requestId shows this job; without it, counts by status are shown
 * @returns the exit code
 */
async function status(
  { jobs, sink, tell, signal }: GatewayCall,
  requestId: string | undefined,
): Promise<number> {
  if (requestId !== undefined) {
    sink.stream.write(`${indentedJson(await jobs.getText(requestId, { signal }))}\n`);
    return DONE;
  }
  const counts = await jobs.count({}, { signal });
  const lines = Object.entries(counts.byStatus).map(
    ([name, count]) => `${visible(name).padEnd(14)} ${count}\n`,
  );
  sink.stream.write(lines.join('') || 'No jobs yet.\n');
  tellWhen(counts, tell);
  return DONE;
}
