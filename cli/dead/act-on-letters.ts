/** Changes to dead letters: the question before, the row of each, and the exit code. */

import type { Command } from 'commander';
import { GatewayError } from '../../client/index.ts';
import type { GatewayCall } from '../call-gateway.ts';
import { DONE, FAULT, INTERRUPTED, SOME_FAILED } from '../exit-codes.ts';
import { eachOnce, type Untold } from '../jobs/acts/each-once.ts';
import { addReasonOption } from '../options/reason-option.ts';
import type { Ask } from '../output/ask.ts';
import type { Column, Style } from '../output/column.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { createListing } from '../output/listing.ts';
import { UserError } from '../output/user-error.ts';

export interface LettersCall extends GatewayCall {
  /** Undefined where nobody can be asked. */
  readonly ask: Ask | undefined;
}

/** The fate of one letter. */
export interface LetterRow {
  readonly id: string;
  readonly outcome: 'redriven' | 'redrivable' | 'dropped' | 'refused' | 'not-found' | Untold;
  /** A stable code, of one that was refused. */
  readonly reason: string | null;
  readonly messageId: string | null;
}

const STYLES: Readonly<Partial<Record<LetterRow['outcome'], Style>>> = {
  redriven: 'green',
  redrivable: 'green',
  dropped: 'green',
  refused: 'red',
  'not-found': 'red',
  unknown: 'yellow',
};

export const ROW_COLUMNS: readonly Column<LetterRow>[] = [
  { name: 'id', of: ({ id }) => id, isKept: true },
  { name: 'outcome', of: ({ outcome }) => outcome, style: ({ outcome }) => STYLES[outcome] },
  { name: 'reason', of: ({ reason }) => reason },
  { name: 'messageId', of: ({ messageId }) => messageId },
];

/** Adds the options of every command that changes dead letters. */
export function addChangeOptions(command: Command): Command {
  return addReasonOption(command.option('--yes', 'nothing is asked'));
}

interface Asked {
  readonly yes?: boolean | undefined;
  readonly question: string;
  /** As a participle: `redriven`. */
  readonly done: string;
  /** Whether the command has `--dry-run`. */
  readonly hasDryRun?: boolean;
}

/**
 * @returns whether a person agrees, or `--yes` did before
 * @throws UserError where somebody would have to be asked, and nobody can be
 */
export async function isAgreed(
  { ask, tell }: LettersCall,
  { yes = false, question, done, hasDryRun = false }: Asked,
): Promise<boolean> {
  if (yes) return true;
  if (!ask) {
    const look = hasDryRun ? ', and --dry-run shows what would be done' : '';
    throw new UserError(
      `Nothing was ${done}: there is no terminal to ask at. --yes does it without asking${look}.`,
    );
  }
  if (await ask(question)) return true;
  tell(`Nothing was ${done}.`);
  return false;
}

/** @returns the exit code of a person's no */
export function declined({ signal }: LettersCall): number {
  return signal.aborted ? INTERRUPTED : FAULT;
}

type Outcome = Omit<LetterRow, 'id'>;

const untold = (outcome: Untold): Outcome => ({ outcome, reason: null, messageId: null });

interface ActOn {
  readonly ids: readonly string[];
  readonly json: JsonFields | undefined;
  /** Whether the act changes nothing: then to be told is all that is asked for, whatever is told. */
  readonly isDryRun?: boolean;
}

/**
 * Acts on one letter after the other, and writes what became of each.
 * @param act gives the outcome of a letter that the gateway does not refuse
 * @returns the exit code
 * @throws as `act` does when it is not about the letter, once all that is known by then is written
 */
export async function actOnEach(
  { sink, tell, signal }: LettersCall,
  { ids, json, isDryRun = false }: ActOn,
  act: (id: string) => Promise<Outcome>,
): Promise<number> {
  const unique = [...new Set(ids)];
  const { outcomeOf, failure } = await eachOnce(unique, { atOnce: 1, signal, untold }, (id) =>
    act(id).catch((error: unknown) => refusal(id, error, tell)),
  );
  const rows = unique.map((id) => ({ id, ...outcomeOf(id) }));
  const listing = createListing<LetterRow>(sink, { columns: ROW_COLUMNS, json });
  for (const row of rows) listing.add(row);
  listing.end();
  if (failure !== undefined) throw failure;
  if (isDryRun || rows.every(({ outcome }) => outcome === 'redriven' || outcome === 'dropped')) return DONE;
  return unique.length > 1 ? SOME_FAILED : FAULT;
}

/** @throws the error when it is not about the letter */
function refusal(id: string, error: unknown, tell: (line: string) => void): Outcome {
  if (!(error instanceof GatewayError)) throw error;
  const isGone = error.is('dead-letter-not-found');
  if (!isGone && !error.is('dead-letter-conflict')) throw error;
  tell(`${id}: ${error.detail}`);
  for (const { pointer, detail } of error.errors) tell(`${id}: ${pointer || '/'} ${detail}`);
  const outcome = isGone ? 'not-found' : 'refused';
  return { outcome, reason: error.problem?.reason ?? null, messageId: null };
}
