/** modigie-gateway on the command line, as the scripts of package.json start it. */
import { Command } from 'commander';
import { addDev } from './dev/command.ts';
import { addEnrich } from './enrich/command.ts';
import { addStatus } from './jobs/command.ts';
import { UserError } from './output/user-error.ts';

const USER_ERROR = 2;

const program = new Command('npm run gateway --')
  .description('Requests Modigie jobs: each once, every answer followed.')
  .showHelpAfterError()
  .configureOutput({ outputError: (message, write) => write(withoutValue(message)) });
for (const addCommand of [addEnrich, addDev, addStatus]) addCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = USER_ERROR;
}

/** A misspelt `--token=…` is named without its value. */
function withoutValue(message: string): string {
  return message.replace(/^(error: unknown option '[^=']+)=.*'/s, "$1'");
}
