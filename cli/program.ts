/** The program that is the command line, with all of its commands. */
import { Command } from 'commander';
import { VERSION } from '../client/version.ts';
import { addAudit } from './audit/command.ts';
import { addBudgets } from './budgets/command.ts';
import { addCompletion } from './completion/command.ts';
import { addDead } from './dead/command.ts';
import { addDev } from './dev/command.ts';
import { addDigest } from './digest/command.ts';
import { addDoctor } from './doctor/command.ts';
import { addEnrich } from './enrich/command.ts';
import { addErasures } from './erasures/command.ts';
import { DONE, USAGE } from './exit-codes.ts';
import { addHolds } from './holds/command.ts';
import { addInit } from './init/command.ts';
import { addJobs } from './jobs/command.ts';
import { addLedger } from './ledger/command.ts';
import { addOperations } from './operations/command.ts';
import { tellOfStatuses } from './options/known-statuses.ts';
import { checkGateway } from './options/needs-gateway.ts';
import { applyProfile } from './options/profile-option.ts';
import { visible } from './output/printable.ts';
import { addProfiles } from './profiles/command.ts';
import { addReconcile } from './reconcile/command.ts';
import { addServe } from './serve/command.ts';
import { addSmoke } from './smoke/command.ts';
import { addUsage } from './usage/command.ts';
import { addWebhooks } from './webhooks/command.ts';

const COMMANDS = [
  addEnrich,
  addDev,
  addInit,
  addServe,
  addJobs,
  addDigest,
  addOperations,
  addHolds,
  addDead,
  addErasures,
  addWebhooks,
  addAudit,
  addBudgets,
  addUsage,
  addReconcile,
  addLedger,
  addProfiles,
  addSmoke,
  addDoctor,
  addCompletion,
];

export function createProgram(): Command {
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
  for (const addCommand of COMMANDS) addCommand(program);
  return program;
}

/** A misspelt `--token=…` is named without its value. */
function withoutValue(message: string): string {
  return message.replace(/^(error: unknown option '[^=']+)=.*'/s, "$1'");
}
