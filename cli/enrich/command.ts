/** Adds `enrich` to the command line. */
import { join } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { isThisMachine } from '../../client/private-way.ts';
import { CRMS } from '../../shared/digest/digest-policy.ts';
import { KNOWN_JOB_TYPES } from '../../shared/protocol/job-types.ts';
import { ENRICH_CODES, exitCodesHelp, SOME_NOT_SENT, USAGE } from '../exit-codes.ts';
import { abortOnInterrupt } from '../interruption.ts';
import type { ColumnChoice } from '../lists/columns.ts';
import { INPUT_COLUMNS, type InputColumn } from '../lists/input-columns.ts';
import {
  gatewayAddress,
  googleIdentityOption,
  requirePrivateWay,
  tokenOption,
} from '../options/gateway-address.ts';
import { typedProfileOption } from '../options/profile-option.ts';
import { typedAs } from '../options/typed-as.ts';
import { enterUserFolder } from '../options/user-folder.ts';
import { wholeNumber } from '../options/whole-number.ts';
import { UserError } from '../output/user-error.ts';
import { readConfigFile } from '../standalone/read-config-file.ts';
import { DEFAULT_JOB_TYPE, type EnrichOptions, enrich } from './enrich.ts';

const KNOWN = [...KNOWN_JOB_TYPES.keys()].join(', ');
const EXAMPLE = join(import.meta.dirname, '..', '..', 'examples', 'leads.csv');

const HELP = `
The list: CSV with , ; tab or | between the cells, in UTF-8, UTF-16 or Windows-1252, also as .gz; its first
line names the columns, in any order:
  ${INPUT_COLUMNS.join(', ')}
Exports of HubSpot, Salesforce, LinkedIn, Google Contacts and Outlook are read as they are. Without a column
id, the same values are the same lead.
${exitCodesHelp(ENRICH_CODES)}`;

export function addEnrich(program: Command): void {
  program
    .command('enrich')
    .configureHelp(typedAs('npm run enrich --'))
    .description('send a list of leads through the gateway and write what comes back')
    .argument('[list]', 'a file, or - for standard input')
    .option('--example', 'take the list of the examples')
    .option('--out <file>', 'where the results go, - for standard output; named after the list by default')
    .option('--rejects <file>', 'where rows go that need correction: a list again, with the reason')
    .option('--force', 'replace a file that is no file of results, or has results that the new ones have not')
    .option('--job-type <type>', `what to request: ${KNOWN}, or another that --gateway has`, DEFAULT_JOB_TYPE)
    .option('--map <column=name>', 'a column by its name in the list; may be repeated', addChoice)
    .option('--delimiter <character>', 'what stands between the cells; found by default', delimiter)
    .option('--encoding <name>', 'such as windows-1252; found by default')
    .option('--gateway <url>', 'a running gateway; without it all runs in this process', gatewayAddress)
    .addOption(
      new Option(
        '--config <file>',
        "against Modigie's topics, with the ledger on this machine: a file as init writes it (docs/standalone.md)",
      ).conflicts(['gateway', 'profile', 'query', 'operate', 'token', 'googleIdentity', 'threads', 'chaos']),
    )
    .option('--query <url>', 'where that gateway is read, when it is another address', gatewayAddress)
    .option('--operate <url>', 'where it retries (--retry), when it is another address', gatewayAddress)
    .addOption(typedProfileOption())
    .addOption(tokenOption())
    .addOption(googleIdentityOption())
    .option(
      '--merge-duplicates',
      'send rows about the same person, by LinkedIn user or e-mail address, once; off by default',
    )
    .option('--dry-run', 'tell what would become of each row, and what it would cost; send and write nothing')
    .option(
      '--sample <n>',
      'of --dry-run: ask about so many rows, for which the others stand',
      wholeNumber(1, 10_000),
    )
    .option('--yes', 'yes, the leads may be charged: nothing is asked before they are sent')
    .option('--retry', 'send leads again that failed, were canceled or unanswered in an earlier run')
    .option(
      '--concurrency <n>',
      'leads at work at once: 500 by default with --gateway, else 50 in each thread',
      wholeNumber(1, 10_000),
    )
    .addOption(
      new Option(
        '--patch <crm>',
        'write patches for the records that the list is of, beside the results as .patches.ndjson',
      ).choices(CRMS),
    )
    .option('--record-id <column>', 'of --patch: the column with the IDs of records; id by default')
    .option('--digest <file>', 'of --patch: what is set when, as JSON of the variable DIGEST')
    .option('--excel', 'results for Excel: byte order mark, CRLF, no cell that it would compute')
    .option('--json', 'tell the summary as JSON')
    .addOption(
      new Option(
        '--threads <n>',
        'embedded: threads that share the work; for a file of 1 MB and more one for each core, at most 4',
      )
        .argParser(wholeNumber(1, 64))
        .conflicts(['gateway', 'profile', 'chaos', 'mergeDuplicates']),
    )
    .option('--chaos', 'embedded: lose, delay and repeat messages')
    .addHelpText('after', HELP)
    .action(async (list: string | undefined, given: Given, command: Command) => {
      enterUserFolder();
      const path = given.example ? EXAMPLE : list;
      if (path === undefined) command.error('error: name a list, such as leads.csv; or - for standard input');
      if (given.example) checkExample(list, given, command);
      const options = await optionsOf(given);
      checkJobType(options, command);
      checkRetry(given, command);
      checkSample(given, command);
      checkPatch(given, command);
      requirePrivateWay(given);
      const signal = abortOnInterrupt();
      const code = await enrich(path, options, signal).catch((error: unknown) => {
        // Of this command 4 says something else, and has for longer.
        throw error instanceof UserError ? new UserError(error.message, USAGE) : error;
      });
      // A pipe or a call that it waited for may go on for long.
      if (signal.aborted) process.stdout.write('', () => process.exit(code));
      // The examples have rows that are not sent, to show what becomes of them.
      process.exitCode = given.example && code === SOME_NOT_SENT ? 0 : code;
    });
}

type Given = Omit<EnrichOptions, 'config'> & {
  readonly example?: boolean;
  /** The path of the file. */
  readonly config?: string;
};

/** The people of the examples are invented: nobody is asked whether they may be charged. */
async function optionsOf({ example, config: path, ...options }: Given): Promise<EnrichOptions> {
  const config = path === undefined ? undefined : await readConfigFile(path);
  return { ...options, config, yes: example || options.yes };
}

function addChoice(text: string, chosen: ColumnChoice = new Map()): ColumnChoice {
  const [, column = '', name = ''] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
  if (!isInputColumn(column))
    throw new InvalidArgumentError(
      `It must be one of ${INPUT_COLUMNS.join(', ')}, then = and the name of the column in the list.`,
    );
  return new Map(chosen).set(column, name);
}

function isInputColumn(name: string): name is InputColumn {
  return (INPUT_COLUMNS as readonly string[]).includes(name);
}

function delimiter(text: string): string {
  const character = text === '\\t' || text.toLowerCase() === 'tab' ? '\t' : text;
  if (character.length !== 1 || /["\r\n\w]/.test(character))
    throw new InvalidArgumentError('It must be one character such as ; or the word tab.');
  return character;
}

/** The people of the examples are invented: nobody pays for them, and no list of one's own is passed over. */
function checkExample(list: string | undefined, { gateway, config }: Given, command: Command): void {
  if (list !== undefined)
    command.error(
      `error: npm start, or --example, sends the list of the examples, and not ${list}. That is sent by: ` +
        `npm run enrich -- ${list}`,
    );
  const isNobodyCharged = gateway === undefined || isThisMachine(new URL(gateway));
  if (config === undefined && isNobodyCharged) return;
  command.error(
    'error: npm start, or --example, sends 200 invented people, and a gateway on another machine, or Modigie, may charge ' +
      'for them: leave out the gateway, or name a list of your own: npm run enrich -- contacts.csv',
  );
}

/** Where reading has an address of its own, so has each function. */
function checkRetry({ retry, query, operate }: Given, command: Command): void {
  if (!retry || query === undefined || operate !== undefined) return;
  command.error(
    "error: --retry needs --operate <url> beside --query: the address of the function operate-jobs, Terraform's " +
      'output operate_url.',
  );
}

function checkSample({ sample, dryRun }: Given, command: Command): void {
  if (sample !== undefined && !dryRun)
    command.error('error: --sample is for --dry-run: a run sends every row.');
}

function checkPatch({ digest, recordId, patch }: Given, command: Command): void {
  if (patch !== undefined) return;
  const [needless] = Object.entries({ '--digest': digest, '--record-id': recordId }).flatMap(
    ([name, value]) => (value === undefined ? [] : name),
  );
  if (needless !== undefined)
    command.error(`error: ${needless} is for --patch: name the CRM, such as --patch hubspot.`);
}

/** A job type is configuration of the gateway that is called; only the embedded one is known beforehand. */
function checkJobType({ jobType, gateway, config }: EnrichOptions, command: Command): void {
  const known = config?.jobTypes ?? KNOWN_JOB_TYPES;
  if (gateway !== undefined || known.has(jobType)) return;
  const rule =
    config === undefined ? 'Without --gateway it must be one of' : 'The configuration has the job types';
  command.error(
    `error: option '--job-type <type>' argument '${jobType}' is invalid. ${rule} ${[...known.keys()].join(', ')}.`,
  );
}
