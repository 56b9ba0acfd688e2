/**
 * When a run that retries (`--retry`) began. It is kept beside the results until they are whole, so that the
 * same command again goes on with that run: what has ended since is no earlier run's, and is left alone.
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { UserError } from '../output/user-error.ts';

export interface Retrying {
  /** Epoch milliseconds: leads that ended before are those of earlier runs. */
  readonly before: number;
  /** The command by which the run goes on, and requests nothing twice. */
  readonly again: string;
  /** For the user, of a run that goes on. */
  readonly note?: string | undefined;
  /** All is known: the next run is another one. */
  finish(): Promise<void>;
}

const KEEPS_NOTHING = async () => undefined;
const SAME_COMMAND = 'the same command again';
/** Of a run that retries nothing. */
export const NOT_RETRYING: Retrying = {
  before: Number.NEGATIVE_INFINITY,
  again: SAME_COMMAND,
  finish: KEEPS_NOTHING,
};

const KEPT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\n$/;

/**
 * @param results the path of the results; undefined where they are no file, and nothing can be kept
 * @param now epoch milliseconds
 * @throws UserError when there is another file where the time is kept, or it cannot be read or written
 */
export async function beginRetrying(results: string | undefined, now: number): Promise<Retrying> {
  if (results === undefined)
    return { before: now, again: 'the same command without --retry', finish: KEEPS_NOTHING };
  const path = `${results}.retry`;
  const run = { again: SAME_COMMAND, finish: () => rm(path, { force: true }) };
  const kept = await readKept(path);
  if (kept !== undefined) return { ...run, before: kept, note: noteOf(path, kept) };
  await writeFile(path, `${new Date(now).toISOString()}\n`).catch((error) => {
    throw new UserError(`${path} cannot be written (${error.code}).`);
  });
  return { ...run, before: now };
}

async function readKept(path: string): Promise<number | undefined> {
  const text = await readFile(path, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return undefined;
    throw new UserError(`${path} cannot be read (${error.code}).`);
  });
  if (text === undefined) return undefined;
  const begunAt = KEPT.test(text) ? Date.parse(text.trimEnd()) : Number.NaN;
  if (Number.isNaN(begunAt))
    throw new UserError(`${path} is there, where it is kept when a run with --retry began: move it away.`);
  return begunAt;
}

function noteOf(path: string, begunAt: number): string {
  const began = new Date(begunAt).toISOString();
  return (
    `This goes on with the run that began at ${began}: leads that have ended since are not retried again. ` +
    `To retry them too, remove ${path} first.`
  );
}
