/** `status`: what a gateway knows, at a glance, or one job in full. */
import { GatewayError } from '../../client/index.ts';
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
    process.stdout.write(
      requestId === undefined
        ? countsText((await jobs.count()).byStatus)
        : `${indentedJson(await jobs.getText(requestId))}\n`,
    );
    return 0;
  } catch (error) {
    if (error instanceof GatewayError && error.is('job-not-found'))
      throw new UserError(`${address.gateway} knows no job ${requestId}.`);
    throw inUserWords(error, { ...address, readAt: '--gateway' });
  }
}

function countsText(byStatus: Readonly<Record<string, number>>): string {
  const counts = Object.entries(byStatus);
  return counts.length === 0
    ? 'No jobs yet.\n'
    : counts.map(([name, count]) => `${name.padEnd(14)} ${count}\n`).join('');
}
