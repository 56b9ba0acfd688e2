/** `dead redrive`: dead letters go back the way they came, corrected if need be. */
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { callGateway } from '../call-gateway.ts';
import { exitCodesHelp, REDRIVE_CODES } from '../exit-codes.ts';
import { actOnMany, countOnly, type ManyAct, type ManyCall } from '../operations/act-on-many.ts';
import { addManyOptions, type ManyOptions, refuseManyOptions } from '../operations/many-options.ts';
import { OPERATION_FIELDS } from '../operations/operation-columns.ts';
import { addOperatingOptions } from '../options/gateway-options.ts';
import { addJsonOption } from '../options/json-option.ts';
import { personAtTerminal } from '../output/ask.ts';
import { type JsonFields, requireFields } from '../output/json-fields.ts';
import { progressLine } from '../output/progress-line.ts';
import { UserError } from '../output/user-error.ts';
import type { GatewayAddress } from '../remote-gateway.ts';
import {
  actOnEach,
  addChangeOptions,
  declined,
  isAgreed,
  type LetterRow,
  type LettersCall,
  ROW_COLUMNS,
} from './act-on-letters.ts';
import { verdictOf } from './letter-columns.ts';
import { addLetterConditions } from './letter-filter-options.ts';

const ROW_FIELDS = ROW_COLUMNS.map(({ name }) => name);

const REDRIVE: ManyAct = { title: 'Redrive', done: 'redriven', to: 'dead letter', isCharged: true };

export interface RedriveLettersOptions {
  /** Path of a file with the corrected body of one letter. */
  readonly edit?: string | undefined;
  readonly force?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
  readonly yes?: boolean | undefined;
  readonly reason?: string | undefined;
  readonly json?: JsonFields | undefined;
}

/** All that is typed. */
interface TypedOptions extends GatewayAddress, RedriveLettersOptions, ManyOptions {
  readonly setAsideFor?: string;
  readonly source?: string;
  readonly since?: string;
  readonly all?: boolean;
}

export function addRedrive(dead: Command): void {
  const command = addChangeOptions(
    dead
      .command('redrive')
      .description('send dead letters back the way they came; submissions among them may be charged')
      .argument(
        '[ids...]',
        'the dead letters, as dead list has them; without any, those that wait and match',
      ),
  )
    .option('--all', 'all that wait')
    .option('--edit <file>', 'send the bytes of this file instead: of one dead letter, whose own are kept')
    .option('--force', 'redrive what would be set aside again, or has come back five times')
    .option('--dry-run', 'say what would become of each, and change nothing');
  const filtered = addManyOptions(addLetterConditions(command));
  addOperatingOptions(addJsonOption(filtered, [...new Set([...ROW_FIELDS, ...OPERATION_FIELDS])]))
    .addHelpText('after', exitCodesHelp(REDRIVE_CODES))
    .action((ids: readonly string[], options: TypedOptions) =>
      callGateway(options, (call) =>
        redrive({ ...call, ask: personAtTerminal(call.signal), progress: progressLine() }, ids, options),
      ),
    );
}

/** @throws UserError for options that do not go together, and as the redrive does */
export async function redrive(
  call: LettersCall & ManyCall,
  ids: readonly string[],
  { setAsideFor, source, since, all = false, limit, rate, detach, ...options }: TypedOptions,
): Promise<number> {
  const filter = { reason: setAsideFor, source, since };
  const isByFilter = Object.values(filter).some((condition) => condition !== undefined);
  const ways = [ids.length > 0, isByFilter, all].filter(Boolean).length;
  if (ways > 1) throw new UserError(`${WAYS}, and only one of these.`);
  if (ways === 0) throw new UserError(`Nothing was redriven: no dead letter is meant. ${WAYS}.`);
  if (ids.length > 0) {
    refuseManyOptions({ limit, rate, detach }, { many: 'dead letters', by: 'IDs' });
    requireFields(options.json, ROW_FIELDS, 'a dead letter by its ID');
    return redriveLetters(call, ids, options);
  }
  const own = (['edit', 'force'] as const).find((name) => options[name] !== undefined);
  if (own !== undefined) throw new UserError(`--${own} is for dead letters by their IDs: name them.`);
  const { dryRun = false, yes, reason, json } = options;
  const meant = all ? ({ all } as const) : { filter };
  const asked = { order: { kind: 'redrive', ...meant, reason, limit }, rate, detach, yes, json } as const;
  return dryRun ? countOnly(call, asked) : actOnMany(call, REDRIVE, asked);
}

const WAYS = 'Give IDs, or --set-aside-for, --source and --since, or --all for all that wait';

/**
 * @returns the exit code
 * @throws UserError where somebody would have to be asked and nobody can be, or a file cannot be read
 * @throws as `DeadLetters.redrive` does when it is not about the letter
 */
export async function redriveLetters(
  call: LettersCall,
  ids: readonly string[],
  { edit, force, dryRun = false, yes, reason, json }: RedriveLettersOptions,
): Promise<number> {
  if (edit !== undefined && ids.length > 1)
    throw new UserError('--edit gives the bytes of one dead letter: name that one alone.');
  const data = edit === undefined ? undefined : await correctedBytes(edit);
  const letters = ids.length === 1 ? '1 dead letter' : `${ids.length} dead letters`;
  const question = `Redrive ${letters}, of which submissions may be charged? [y/N] `;
  if (!dryRun && !(await isAgreed(call, { yes, question, done: 'redriven', hasDryRun: true })))
    return declined(call);
  return actOnEach(call, { ids, json, isDryRun: dryRun }, async (id): Promise<Omit<LetterRow, 'id'>> => {
    const options = { data, force, dryRun: dryRun || undefined, reason };
    const answer = await call.operator.deadLetters.redrive(id, options, { signal: call.signal });
    const { redriven, deadLetter, judgement } = answer;
    const messageId = deadLetter.redrivenAs.at(-1) ?? null;
    if (redriven) return { outcome: 'redriven', reason: null, messageId };
    for (const line of verdictOf(judgement)) call.tell(`${id}: ${line}`);
    const outcome = judgement.accepted ? 'redrivable' : 'refused';
    return { outcome, reason: judgement.reason, messageId: null };
  });
}

async function correctedBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new UserError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}
