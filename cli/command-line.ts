/** The commands, and how a run of one ends. */
import { Command } from 'commander';
import { VERSION } from '../client/version.ts';
import { addAudit } from './audit/command.ts';
import { addCompletion } from './completion/command.ts';
import { addDead } from './dead/command.ts';
import { addDev } from './dev/command.ts';
import { addDoctor } from './doctor/command.ts';
import { addEnrich } from './enrich/command.ts';
import { addErasures } from './erasures/command.ts';
import { DONE, FAULT, USAGE } from './exit-codes.ts';
import { addHolds } from './holds/command.ts';
import { addJobs } from './jobs/command.ts';
import { addOperations } from './operations/command.ts';
import { tellOfStatuses } from './options/known-statuses.ts';
import { checkGateway } from './options/needs-gateway.ts';
import { applyProfile } from './options/profile-option.ts';
import { visible } from './output/printable.ts';
import { UserError } from './output/user-error.ts';
import { addProfiles } from './profiles/command.ts';
import { addSmoke } from './smoke/command.ts';

/** Commands that end with 2 whatever a message explains, as their help says. */
const SAYING_USAGE: readonly string[] = ['enrich', 'smoke'];

const program = new Command(process.env['MODIGIE_GATEWAY_PROGRAM'] ?? 'npm run gateway --')
  .description('Requests Modigie jobs: each once, every answer followed.')
  .version(VERSION, '-V, --version', 'print the version')
  .showHelpAfterError('(--help says more)')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? DONE : USAGE))
  .configureOutput({ outputError: (message, write) => write(withoutValue(message)) })
  .hook('preAction', async (_program, command) => {
    await applyProfile(command);
    checkGateway(command);
    tellOfStatuses(command, (line) => void process.stderr.write(`${visible(line)}\n`));
  });
const COMMANDS = [
  addEnrich,
  addDev,
  addJobs,
  addOperations,
  addHolds,
  addDead,
  addErasures,
  addAudit,
  addProfiles,
  addSmoke,
  addDoctor,
  addCompletion,
];
for (const addCommand of COMMANDS) addCommand(program);

// A reader who has had enough is no fault; a disk that is full is one, whatever else was done.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Results on standard output have a listener of their own.
    if (error.code === 'EPIPE' || stream.listenerCount('error') > 1) return;
    process.on('exit', () => {
      process.exitCode = SAYING_USAGE.includes(program.args[0] ?? '') ? USAGE : FAULT;
    });
    if (stream === process.stdout)
      process.stderr.write(`Standard output cannot be written (${error.code}).\n`);
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  // It may quote what a gateway said.
  process.stderr.write(`${visible(error.message, { keepLines: true })}\n`);
  process.exitCode = error.exitCode;
}

/** A misspelt `--token=…` is named without its value. */
function withoutValue(message: string): string {
  return message.replace(/^(error: unknown option '[^=']+)=.*'/s, "$1'");
}
