/** `dead redrive`: dead letters go back the way they came, corrected if need be. */
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { callGateway } from '../call-gateway.ts';
import { exitCodesHelp } from '../exit-codes.ts';
import { addOperatingOptions } from '../options/gateway-options.ts';
import { addJsonOption } from '../options/json-option.ts';
import { personAtTerminal } from '../output/ask.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { UserError } from '../output/user-error.ts';
import type { GatewayAddress } from '../remote-gateway.ts';
import {
  ACT_CODES,
  actOnEach,
  addActOptions,
  declined,
  isAgreed,
  type LetterRow,
  type LettersCall,
  ROW_COLUMNS,
} from './act-on-letters.ts';
import { verdictOf } from './letter-columns.ts';

export interface RedriveLettersOptions {
  /** Path of a file with the corrected body of one letter. */
  readonly edit?: string | undefined;
  readonly force?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
  readonly yes?: boolean | undefined;
  readonly reason?: string | undefined;
  readonly json?: JsonFields | undefined;
}

export function addRedrive(dead: Command): void {
  const command = addActOptions(
    dead
      .command('redrive')
      .description('send dead letters back the way they came; submissions among them may be charged')
      .argument('<ids...>', 'the dead letters, as dead list has them'),
  )
    .option('--edit <file>', 'send the bytes of this file instead: of one dead letter, whose own are kept')
    .option('--force', 'redrive what would be set aside again, or has come back five times')
    .option('--dry-run', 'say what would become of each, and change nothing');
  addOperatingOptions(
    addJsonOption(
      command,
      ROW_COLUMNS.map(({ name }) => name),
    ),
  )
    .addHelpText('after', exitCodesHelp(ACT_CODES))
    .action((ids: readonly string[], options: GatewayAddress & RedriveLettersOptions) =>
      callGateway(options, (call) =>
        redriveLetters({ ...call, ask: personAtTerminal(call.signal) }, ids, options),
      ),
    );
}

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
  if (!dryRun && !(await isAgreed(call, { yes, question, done: 'redriven' }))) return declined(call);
  return actOnEach(call, { ids, json }, async (id): Promise<LetterRow> => {
    const options = { data, force, dryRun: dryRun || undefined, reason };
    const answer = await call.operator.deadLetters.redrive(id, options, { signal: call.signal });
    const { redriven, deadLetter, judgement } = answer;
    const messageId = deadLetter.redrivenAs.at(-1) ?? null;
    if (redriven) return { id, outcome: 'redriven', reason: null, messageId };
    for (const line of verdictOf(judgement)) call.tell(`${id}: ${line}`);
    const outcome = judgement.accepted ? 'redrivable' : 'refused';
    return { id, outcome, reason: judgement.reason, messageId: null };
  });
}

async function correctedBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new UserError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}
