/** `status`: what a gateway knows, at a glance, or one job in full. */
import type { Command } from 'commander';
import { GatewayError } from '../../client/index.ts';
import type { Backlog } from '../../client/operator.ts';
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
    .description('show counts by status and what is still to be done, or one job')
    .argument('[requestId]', 'the job to show, as JSON; without it the counts are shown');
  addReadingOptions(command)
    .addHelpText('after', exitCodesHelp(CALL_CODES))
    .action((requestId: string | undefined, options: GatewayAddress) =>
      callGateway(options, (call) => status(call, requestId)),
    );
}

/**
 * @param requestId shows this job; without it, counts by status and the backlog are shown
 * @returns the exit code
 */
export async function status(call: GatewayCall, requestId: string | undefined): Promise<number> {
  const { jobs, sink, tell, signal } = call;
  if (requestId !== undefined) {
    sink.stream.write(`${indentedJson(await jobs.getText(requestId, { signal }))}\n`);
    return DONE;
  }
  const [counts, backlog] = await Promise.all([jobs.count({}, { signal }), readBacklog(call)]);
  const byStatus = Object.entries(counts.byStatus);
  if (byStatus.length === 0) sink.stream.write('No jobs yet.\n');
  writeCounts(sink, byStatus);
  if (backlog) {
    sink.stream.write('\nStill to be done:\n');
    writeCounts(
      sink,
      PARTS.map(([part, name]) => [name, backlog[part]]),
    );
  }
  tellWhen(counts, tell);
  return DONE;
}

const PARTS = [
  ['dueNow', 'due now'],
  ['oldestDueAt', 'oldest due'],
  ['later', 'later'],
  ['waitingForModigie', 'at Modigie'],
  ['held', 'held'],
  ['undelivered', 'undelivered'],
  ['deadLetters', 'dead letters'],
] as const satisfies readonly (readonly [keyof Backlog, string])[];

/** Where nothing is due there is no time to show, and a gateway of an older version tells none. */
function writeCounts(
  { stream }: GatewayCall['sink'],
  counts: readonly (readonly [string, number | string | null | undefined])[],
): void {
  for (const [name, count] of counts)
    if (count !== null && count !== undefined)
      stream.write(`${visible(name).padEnd(14)} ${visible(`${count}`)}\n`);
}

/** A gateway of an older version has none to show, and it is no matter of one team. */
async function readBacklog({ operator, signal }: GatewayCall): Promise<Backlog | undefined> {
  return operator.backlog({ signal }).catch((error: unknown) => {
    if (error instanceof GatewayError && (error.is('not-found') || error.is('forbidden'))) return undefined;
    throw error;
  });
}
