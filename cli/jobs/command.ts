/** Adds `status` to the command line. */
import type { Command } from 'commander';
import {
  gatewayAddress,
  googleIdentityOption,
  requirePrivateWay,
  tokenOption,
} from '../options/gateway-address.ts';
import type { GatewayAddress } from '../remote-gateway.ts';
import { status } from './status.ts';

export function addStatus(program: Command): void {
  program
    .command('status')
    .description('show counts by status, or one job')
    .argument('[requestId]', 'the job to show, as JSON; without it the counts are shown')
    .option('--gateway <url>', 'where the gateway is read', gatewayAddress, 'http://localhost:8080')
    .addOption(tokenOption())
    .addOption(googleIdentityOption())
    .action(async (requestId: string | undefined, options: GatewayAddress) => {
      requirePrivateWay(options);
      process.exitCode = await status(options, requestId);
    });
}
