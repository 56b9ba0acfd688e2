/** All that the commands work with that move a ledger: the person, the time, and how they end. */
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { FAULT, INTERRUPTED } from '../exit-codes.ts';
import { abortOnInterrupt } from '../interruption.ts';
import { enterUserFolder } from '../options/user-folder.ts';
import { type Ask, personAtTerminal } from '../output/ask.ts';
import { visible } from '../output/printable.ts';
import { UserError } from '../output/user-error.ts';
import { type LedgerProgress, ledgerProgress } from './ledger-progress.ts';
import { inUserWords } from './ledger-words.ts';

export interface LedgerContext {
  /** Writes what was found out. */
  readonly print: (text: string) => void;
  /** Writes a line for the person. */
  readonly tell: (line: string) => void;
  /** Undefined where nobody can be asked. */
  readonly ask: Ask | undefined;
  readonly progress: LedgerProgress;
  readonly clock: Pick<Clock, 'now'>;
  readonly signal: AbortSignal;
}

/** Runs a command. @throws UserError for whatever a person can mend */
export async function withLedgerContext(work: (context: LedgerContext) => Promise<number>): Promise<void> {
  enterUserFolder();
  const signal = abortOnInterrupt();
  const progress = ledgerProgress();
  const tell = (line: string) => void process.stderr.write(`${visible(line)}\n`);
  const print = (text: string) => void process.stdout.write(text);
  const context = { print, tell, ask: personAtTerminal(signal), progress, clock: systemClock, signal };
  try {
    process.exitCode = await work(context);
  } catch (error) {
    if (!signal.aborted || error instanceof UserError) throw inUserWords(error);
    tell('Interrupted. The same command goes on.');
    process.exitCode = INTERRUPTED;
  } finally {
    progress.end();
  }
}

interface Question {
  /** A sentence that says what is going to happen. */
  readonly told: string;
  readonly question: string;
  readonly yes: boolean;
}

/**
 * Says what is going to happen, and asks for it.
 * @returns the exit code where it is not to happen; undefined where it is
 * @throws UserError where nobody can be asked
 */
export async function refusedBy(
  { tell, ask, signal }: LedgerContext,
  { told, question, yes }: Question,
): Promise<number | undefined> {
  tell(told);
  if (yes) return undefined;
  if (!ask)
    throw new UserError('Nothing was done: there is no terminal to ask at. --yes does it without asking.');
  if (await ask(`${question} [y/N] `)) return undefined;
  tell('Nothing was done.');
  return signal.aborted ? INTERRUPTED : FAULT;
}
