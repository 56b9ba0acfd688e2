/** Adds `serve` to the command line. */
import type { Command } from 'commander';
import { exitCodesHelp, SERVE_CODES } from '../exit-codes.ts';
import { abortOnInterrupt } from '../interruption.ts';
import { enterUserFolder } from '../options/user-folder.ts';
import { serveStandalone } from './serve-standalone.ts';

const HELP = `
One process has the ledger at a time. Ctrl-C or SIGTERM ends it: what is under way goes on with the next start.
${exitCodesHelp(SERVE_CODES)}`;

export function addServe(program: Command): void {
  program
    .command('serve')
    .description("keep a gateway running on this machine, against Modigie's topics; its ledger is one file")
    .requiredOption('--config <file>', 'its configuration, as init writes it, such as modigie.json')
    .addHelpText('after', HELP)
    .action(async ({ config }: { readonly config: string }) => {
      enterUserFolder();
      const code = await serveStandalone(config, abortOnInterrupt());
      // A call to Google that is under way, of which nothing is waited for any more, ends with the process.
      process.stdout.write('', () => process.exit(code));
    });
}
