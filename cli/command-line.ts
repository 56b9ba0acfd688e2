/** The commands, and how a run of one ends. */
import { Command } from 'commander';
import { addDev } from './dev/command.ts';
import { addEnrich } from './enrich/command.ts';
import { addStatus } from './jobs/command.ts';
import { checkGateway } from './options/needs-gateway.ts';
import { USER_ERROR, UserError } from './output/user-error.ts';
import { addSmoke } from './smoke/command.ts';

const program = new Command('npm run gateway --')
  .description('Requests Modigie jobs: each once, every answer followed.')
  .showHelpAfterError('(--help says more)')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : USER_ERROR))
  .configureOutput({ outputError: (message, write) => write(withoutValue(message)) })
  .hook('preAction', (_program, command) => checkGateway(command));
for (const addCommand of [addEnrich, addDev, addStatus, addSmoke]) addCommand(program);

// A reader who has had enough is no fault; a disk that is full is one, whatever else was done.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Results on standard output have a listener of their own.
    if (error.code === 'EPIPE' || stream.listenerCount('error') > 1) return;
    process.on('exit', () => {
      process.exitCode = USER_ERROR;
    });
    if (stream === process.stdout)
      process.stderr.write(`Standard output cannot be written (${error.code}).\n`);
  });

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
