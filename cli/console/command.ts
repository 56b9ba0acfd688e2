/** Adds `console` to the command line. */
import type { Command } from 'commander';
import { CONSOLE_CODES, exitCodesHelp } from '../exit-codes.ts';
import { abortOnInterrupt } from '../interruption.ts';
import { requirePrivateWay } from '../options/gateway-address.ts';
import { addAllOptions } from '../options/gateway-options.ts';
import { profileOf } from '../options/profile-option.ts';
import { wholeNumber } from '../options/whole-number.ts';
import type { GatewayAddress } from '../remote-gateway.ts';
import { serveConsole } from './serve-console.ts';

const HELP = `
The page is served to this machine alone, at an address that cannot be guessed. It calls the gateway as you, and may do
what you may. Ctrl-C ends it.
${exitCodesHelp(CONSOLE_CODES)}`;

export function addConsole(program: Command): void {
  const command = program
    .command('console')
    .description('open a gateway in a browser: a page on this machine, which calls it with your token');
  addAllOptions(command)
    .option('--port <port>', 'where the page is; any that is free by default', wholeNumber(0, 65_535), 0)
    .addHelpText('after', HELP)
    .action(async ({ port, ...address }: GatewayAddress & { readonly port: number }) => {
      requirePrivateWay(address);
      const name = profileOf(command) ?? new URL(address.gateway).host;
      const code = await serveConsole({ address, name, port }, abortOnInterrupt());
      // A call that is under way, of which nothing is waited for any more, ends with the process.
      process.stdout.write('', () => process.exit(code));
    });
}
