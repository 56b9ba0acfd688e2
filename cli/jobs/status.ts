/** `status`: what a gateway knows, at a glance, or one job in full. */
import { RealClock } from '../../local/clock.ts';
import { type GatewayAddress, GatewayClient, overHttp } from '../gateway-client.ts';
import { UserError } from '../output/user-error.ts';

/**
 * @param requestId shows this job; without it, counts by status are shown
 * @returns the exit code
 * @throws UserError when the gateway cannot be reached, or knows no such job
 */
export async function status(address: GatewayAddress, requestId: string | undefined): Promise<number> {
  const client = new GatewayClient(overHttp(address), new RealClock(), address.gateway);
  if (requestId === undefined) {
    const counts = Object.entries(await client.countByStatus());
    process.stdout.write(
      counts.length === 0
        ? 'No jobs yet.\n'
        : counts.map(([name, count]) => `${name.padEnd(14)} ${count}\n`).join(''),
    );
    return 0;
  }
  const job = await client.readOne(requestId);
  if (job === undefined) throw new UserError(`${address.gateway} knows no job ${requestId}.`);
  process.stdout.write(`${JSON.stringify(job, null, 2)}\n`);
  return 0;
}
