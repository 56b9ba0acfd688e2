/** Adds `dev` to the command line. */
import type { Command } from 'commander';
import { abortOnInterrupt } from '../interruption.ts';
import { typedAs } from '../options/typed-as.ts';
import { enterUserFolder } from '../options/user-folder.ts';
import { wholeNumber } from '../options/whole-number.ts';
import { type DevOptions, dev } from './dev.ts';
import { webhookAddress, webhooksFor } from './webhooks-to-try.ts';

interface Given extends Omit<DevOptions, 'webhooks'> {
  readonly webhook?: readonly string[];
}

export function addDev(program: Command): void {
  program
    .command('dev')
    .configureHelp(typedAs('npm run dev --'))
    .description('keep a gateway and a synthetic repository running on this machine, in shortened times')
    .option('--port <port>', 'where the HTTP API listens', wholeNumber(0, 65_535), 8080)
    .option('--chaos', 'lose, delay and repeat messages', false)
    .option('--data <dir>', 'keep jobs in this folder: started again, it goes on')
    .option('--emulators', "on Google's emulators, each function in a process of its own", false)
    .option(
      '--webhook <url>',
      'post results there, signed, as to http://localhost:3000/hook; may be given several times',
      webhookAddress,
    )
    .action(async ({ webhook = [], ...options }: Given) => {
      enterUserFolder();
      process.exitCode = await dev({ ...options, webhooks: webhooksFor(webhook) }, abortOnInterrupt());
    });
}
