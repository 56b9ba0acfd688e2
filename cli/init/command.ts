/** Adds `init` to the command line. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { exitCodesHelp, INIT_CODES } from '../exit-codes.ts';
import { abortOnInterrupt } from '../interruption.ts';
import { enterUserFolder } from '../options/user-folder.ts';
import { promptAtTerminal } from '../output/ask.ts';
import { type InitOptions, init } from './init.ts';
import {
  type Typed,
  typedAccount,
  typedJobType,
  typedPath,
  typedRepositoryId,
  typedSubscription,
  typedTopic,
} from './typed.ts';

const HELP = `
What is not given by an option is asked for. Key, clock, topics and subscriptions are looked at, and nothing is
published, pulled or changed. Beside the configuration a token for callers and a secret for persons are made, each
in a file of its own; files that are there stay.
${exitCodesHelp(INIT_CODES)}`;

export function addInit(program: Command): void {
  program
    .command('init')
    .description("make the configuration of a gateway on this machine, against Modigie's topics")
    .option('--config <file>', 'where to write it', typedPath, 'modigie.json')
    .option('--repository-id <id>', 'the repository, as Modigie named it', reading(typedRepositoryId))
    .option(
      '--topic <type=topic>',
      'a job type and the full name of its topic; may be given several times',
      topicOf,
    )
    .option(
      '--subscription <name>',
      'full name of a pull subscription of answers; may be given several times',
      subscriptionOf,
    )
    .addOption(
      new Option('--key-file <file>', 'the key of the application account')
        .argParser(typedPath)
        .conflicts(['account', 'defaultCredentials']),
    )
    .addOption(
      new Option('--account <email>', 'act as the application account instead, with the own account')
        .argParser(reading(typedAccount))
        .conflicts(['keyFile', 'defaultCredentials']),
    )
    .addOption(
      new Option('--default-credentials', "act with Google's default credentials").conflicts([
        'keyFile',
        'account',
      ]),
    )
    .option('--ledger <file>', 'where the ledger is, if not beside the configuration', typedPath)
    .option('--results-file <file>', 'where results go, a line each', typedPath)
    .option('--results-topic <topic>', 'full name of a topic of your own for results', reading(typedTopic))
    .option('--no-check', 'do not ask Google whether it works')
    .option('--force', 'write over a configuration that is there', false)
    .option('--yes', 'yes, write it: nothing is asked', false)
    .addHelpText('after', HELP)
    .action(async (options: InitOptions) => {
      enterUserFolder();
      const signal = abortOnInterrupt();
      const tell = (line: string) => void process.stderr.write(`${line}\n`);
      const code = await init({ prompt: promptAtTerminal(signal), tell, signal }, options);
      // A call that it waited for may go on for long.
      if (signal.aborted) process.stdout.write('', () => process.exit(code));
      process.exitCode = code;
    });
}

function reading(read: (text: string) => Typed): (text: string) => string {
  return (text) => valueIn(read(text));
}

/** @throws InvalidArgumentError, which commander shows together with the text */
function valueIn(typed: Typed): string {
  if ('problem' in typed) throw new InvalidArgumentError(typed.problem);
  return typed.value;
}

function topicOf(text: string, before: ReadonlyMap<string, string> = new Map()): ReadonlyMap<string, string> {
  const at = text.indexOf('=');
  if (at < 0)
    throw new InvalidArgumentError(
      'It must be a job type and its topic: enrichMobile=projects/PROJECT/topics/TOPIC.',
    );
  const jobType = valueIn(typedJobType(text.slice(0, at)));
  if (before.has(jobType)) throw new InvalidArgumentError(`${jobType} has a topic already.`);
  return new Map([...before, [jobType, valueIn(typedTopic(text.slice(at + 1)))]]);
}

function subscriptionOf(text: string, before: readonly string[] = []): readonly string[] {
  const name = valueIn(typedSubscription(text));
  if (before.includes(name)) throw new InvalidArgumentError('It was given already.');
  return [...before, name];
}
