/** `status`: what a gateway knows, at a glance, or one job in full. */
import { type Counts, GatewayError } from '../../client/index.ts';
import { LIMITS } from '../../shared/api/limits.ts';
import { inUserWords } from '../failed-calls.ts';
import { indentedJson } from '../output/indented-json.ts';
import { UserError } from '../output/user-error.ts';
import { type GatewayAddress, remoteGateway } from '../remote-gateway.ts';

/**
 * @param requestId shows this job; without it, counts by status are shown
 * @returns the exit code
 * @throws UserError when the gateway cannot be reached, or knows no such job
 */
export async function status(address: GatewayAddress, requestId: string | undefined): Promise<number> {
  const { jobs } = remoteGateway(address);
  try {
    if (requestId === undefined) tellCounts(await jobs.count());
    else process.stdout.write(`${indentedJson(await jobs.getText(requestId))}\n`);
    return 0;
  } catch (error) {
    if (error instanceof GatewayError && error.is('job-not-found'))
      throw new UserError(`${address.gateway} knows no job ${requestId}.`);
    throw inUserWords(error, { ...address, readAt: '--gateway' });
  }
}

/** The gateway's clock may be another than ours, so that the time is told, and not how long ago that was. */
function tellCounts({ byStatus, countedAt }: Counts): void {
  const counts = Object.entries(byStatus);
  const lines = counts.map(([name, count]) => `${name.padEnd(14)} ${count}\n`);
  process.stdout.write(lines.join('') || 'No jobs yet.\n');
  // A gateway of an older version counts anew each time, and does not say when.
  if (countedAt === undefined) return;
  const anew = `The gateway counts anew after ${LIMITS.countsKeptSeconds} seconds`;
  process.stderr.write(`Counted at ${countedAt}. ${anew}: what changed since then is not in it.\n`);
}
