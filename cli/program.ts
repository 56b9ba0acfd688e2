/** The program that is the command line, with all of its commands. */
import { Command } from 'commander';
import { VERSION } from '../client/version.ts';
import { DONE, USAGE } from './exit-codes.ts';
import { tellOfStatuses } from './options/known-statuses.ts';
import { checkGateway } from './options/needs-gateway.ts';
import { applyProfile } from './options/profile-option.ts';
import { visible } from './output/printable.ts';

interface Entry {
  /** The commands that it adds. */
  readonly names: readonly string[];
  readonly load: () => Promise<(program: Command) => void>;
}

/** In the order of the help. Completion is the last: it knows the commands that are there by then. */
const COMMANDS: readonly Entry[] = [
  { names: ['enrich'], load: async () => (await import('./enrich/command.ts')).addEnrich },
  { names: ['dev'], load: async () => (await import('./dev/command.ts')).addDev },
  { names: ['init'], load: async () => (await import('./init/command.ts')).addInit },
  { names: ['serve'], load: async () => (await import('./serve/command.ts')).addServe },
  { names: ['console'], load: async () => (await import('./console/command.ts')).addConsole },
  { names: ['jobs', 'status'], load: async () => (await import('./jobs/command.ts')).addJobs },
  { names: ['digest'], load: async () => (await import('./digest/command.ts')).addDigest },
  { names: ['operations'], load: async () => (await import('./operations/command.ts')).addOperations },
  { names: ['holds'], load: async () => (await import('./holds/command.ts')).addHolds },
  { names: ['dead'], load: async () => (await import('./dead/command.ts')).addDead },
  { names: ['erasures'], load: async () => (await import('./erasures/command.ts')).addErasures },
  { names: ['webhooks'], load: async () => (await import('./webhooks/command.ts')).addWebhooks },
  { names: ['audit'], load: async () => (await import('./audit/command.ts')).addAudit },
  { names: ['budgets'], load: async () => (await import('./budgets/command.ts')).addBudgets },
  { names: ['usage'], load: async () => (await import('./usage/command.ts')).addUsage },
  { names: ['reconcile'], load: async () => (await import('./reconcile/command.ts')).addReconcile },
  { names: ['ledger'], load: async () => (await import('./ledger/command.ts')).addLedger },
  { names: ['profiles'], load: async () => (await import('./profiles/command.ts')).addProfiles },
  { names: ['smoke'], load: async () => (await import('./smoke/command.ts')).addSmoke },
  { names: ['doctor'], load: async () => (await import('./doctor/command.ts')).addDoctor },
  { names: ['complete'], load: async () => (await import('./completion/command.ts')).addCompletion },
];

/**
 * @param first the first word of a command line: of a command, nothing is loaded but what that needs
 * @returns the program with that command, or with all of them where it is none
 */
export async function createProgram(first?: string): Promise<Command> {
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
  const named = COMMANDS.find(({ names }) => first !== undefined && names.includes(first));
  const isAlone = named !== undefined && named !== COMMANDS.at(-1);
  const adding = await Promise.all((isAlone ? [named] : COMMANDS).map(({ load }) => load()));
  for (const addCommand of adding) addCommand(program);
  return program;
}

/** A misspelt `--token=…` is named without its value. */
function withoutValue(message: string): string {
  return message.replace(/^(error: unknown option '[^=']+)=.*'/s, "$1'");
}
