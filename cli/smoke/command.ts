/** Adds `smoke` to the command line. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { prefixOption, projectOption, regionOption } from '../deployment/deployment-options.ts';
import { exitCodesHelp, SMOKE_CODES } from '../exit-codes.ts';
import { abortOnInterrupt } from '../interruption.ts';
import { duration } from '../options/duration.ts';
import { enterUserFolder } from '../options/user-folder.ts';
import { CHECK_NAMES, type CheckName } from './check.ts';
import { type SmokeOptions, smoke } from './smoke.ts';

const HELP = `
Checks, in this order:
  closed  strangers are kept out of the functions that only Google, Modigie and operators may call
  sweep   the scheduler's job is started, and the function answers
  intake  an invalid message is published, which costs nothing, and is set aside as a dead letter
  answer  an answer of Modigie came in: in the last week, or for the lead of --lead
  result  a result went out: likewise
  alert   that dead letter raises an alert: all are on, and go to channels that work
${exitCodesHelp(SMOKE_CODES)}`;

export function addSmoke(program: Command): void {
  program
    .command('smoke')
    .description('see that a deployment really runs: closed, sweep, intake, answer, result, alert')
    .addOption(projectOption().makeOptionMandatory())
    .addOption(prefixOption())
    .addOption(regionOption())
    .option('--lead <file>', 'send a lead through, as JSON that POST /v1/jobs takes; needs --yes')
    .option('--yes', 'yes, the lead of --lead may be charged by Modigie')
    .option('--only <checks>', `these of ${CHECK_NAMES.join(',')}`, checkNames)
    .addOption(timeLimit())
    .addHelpText('after', HELP)
    .action(async ({ yes, only = CHECK_NAMES, ...given }: Given, command: Command) => {
      enterUserFolder();
      const options = { ...given, only };
      checkLead(options, yes, command);
      const signal = abortOnInterrupt();
      const code = await smoke(options, signal);
      // A call that it waited for may go on for long.
      if (signal.aborted) process.stdout.write('', () => process.exit(code));
      process.exitCode = code;
    });
}

type Given = Omit<SmokeOptions, 'only'> & {
  readonly only?: readonly CheckName[];
  readonly yes?: boolean;
};

function timeLimit(): Option {
  return new Option('--timeout <time>', 'how long each thing is waited for, such as 90s')
    .argParser(duration)
    .default(10 * 60_000, '10m');
}

function checkLead({ lead, only }: SmokeOptions, yes: boolean | undefined, command: Command): void {
  if (lead === undefined) return;
  if (!only.includes('answer') && !only.includes('result'))
    command.error(
      "error: option '--lead <file>' is for the checks answer and result, which --only leaves out",
    );
  if (yes !== true)
    command.error(
      "error: option '--lead <file>' sends a real job, which Modigie charges when it completes: give --yes with it",
    );
}

function checkNames(text: string): CheckName[] {
  const names = text.split(',').map((name) => name.trim());
  const known = CHECK_NAMES.filter((name) => names.includes(name));
  if (names.some((name) => !(CHECK_NAMES as readonly string[]).includes(name)))
    throw new InvalidArgumentError(`It must be one or more of ${CHECK_NAMES.join(', ')}, joined by commas.`);
  return known;
}
