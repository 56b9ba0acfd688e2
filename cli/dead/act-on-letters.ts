/** Changes to dead letters: the question before, the row of each, and the exit code. */

import type { Command } from 'commander';
import { GatewayError } from '../../client/index.ts';
import type { GatewayCall } from '../call-gateway.ts';
import { CALL_CODES, DONE, type ExitCodes, FAULT, INTERRUPTED, SOME_FAILED } from '../exit-codes.ts';
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
  readonly outcome: 'redriven' | 'redrivable' | 'dropped' | 'refused' | 'not-found';
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
};

export const ROW_COLUMNS: readonly Column<LetterRow>[] = [
  { name: 'id', of: ({ id }) => id, isKept: true },
  { name: 'outcome', of: ({ outcome }) => outcome, style: ({ outcome }) => STYLES[outcome] },
  { name: 'reason', of: ({ reason }) => reason },
  { name: 'messageId', of: ({ messageId }) => messageId },
];

export const LETTER_CODES = {
  ...CALL_CODES,
  [DONE]: 'all of it was done',
  [FAULT]: 'nothing was done, or the gateway went away: the message says why',
  [SOME_FAILED]: 'of several dead letters, some were refused: each is told with the reason',
} as const satisfies ExitCodes;

export const REDRIVE_CODES = {
  ...LETTER_CODES,
  [DONE]: 'all of it was done; of --dry-run, it was told what would be; of --detach, it is started',
} as const satisfies ExitCodes;

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

/**
 * Acts on one letter after the other, and writes what became of each as far as it came.
 * @param act gives the row of a letter that the gateway does not refuse
 * @returns the exit code
 * @throws as `act` does when it is not about the letter, once all that is known by then is written
 */
export async function actOnEach(
  { sink, tell }: LettersCall,
  { ids, json }: { readonly ids: readonly string[]; readonly json: JsonFields | undefined },
  act: (id: string) => Promise<LetterRow>,
): Promise<number> {
  const unique = [...new Set(ids)];
  const listing = createListing<LetterRow>(sink, { columns: ROW_COLUMNS, json });
  let failed = 0;
  try {
    for (const id of unique) {
      const row = await act(id).catch((error: unknown) => refusedRow(id, error, tell));
      if (row.outcome === 'refused' || row.outcome === 'not-found') failed += 1;
      listing.add(row);
    }
  } finally {
    listing.end();
  }
  if (failed === 0) return DONE;
  return unique.length > 1 ? SOME_FAILED : FAULT;
}

/** @throws the error when it is not about the letter */
function refusedRow(id: string, error: unknown, tell: (line: string) => void): LetterRow {
  if (!(error instanceof GatewayError)) throw error;
  const isGone = error.is('dead-letter-not-found');
  if (!isGone && !error.is('dead-letter-conflict')) throw error;
  tell(`${id}: ${error.detail}`);
  for (const { pointer, detail } of error.errors) tell(`${id}: ${pointer || '/'} ${detail}`);
  const outcome = isGone ? 'not-found' : 'refused';
  return { id, outcome, reason: error.problem?.reason ?? null, messageId: null };
}
