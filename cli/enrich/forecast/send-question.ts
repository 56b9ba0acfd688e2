/** The question before a run that will be charged: what the list would cost, and whether it is to be sent. */
import { stat } from 'node:fs/promises';
import { STANDARD_INPUT } from '../../lists/source.ts';
import type { Ask } from '../../output/ask.ts';
import { UserError } from '../../output/user-error.ts';
import { forecastInShort } from './forecast-text.ts';
import type { ListForecast } from './list-forecast.ts';

interface Asking {
  readonly path: string;
  /** Undefined where nobody can be asked. */
  readonly ask: Ask | undefined;
}

/**
 * Finds out before anything is opened whether a person can be asked.
 * @throws UserError with the remedy when not
 */
export async function requireAsk({ path, ask }: Asking): Promise<Ask> {
  if (ask === undefined) throw new UserError(`${CHARGED}, and there is no terminal to ask at. ${REMEDY}`);
  const status = path === STANDARD_INPUT ? undefined : await stat(path).catch(() => 'unknown' as const);
  // One that is not there is told of as ever.
  if (status === 'unknown' || status?.isFile() || status?.isDirectory()) return ask;
  throw new UserError(
    `${CHARGED}, and a list from a pipe can be read only once: nothing can be told of it before. ${REMEDY}`,
  );
}

const CHARGED = 'Nothing was sent: the leads may be charged';
const REMEDY = '--yes sends them without asking, --dry-run tells what they would cost.';

interface Question {
  readonly ask: Ask;
  readonly tell: (text: string) => void;
  /** Whether leads that ended without a result are sent again. */
  readonly retry: boolean;
}

/** @returns whether the list is to be sent. Where nothing of it would be charged, nobody is asked */
export async function isConfirmed(forecast: ListForecast, { ask, tell, retry }: Question): Promise<boolean> {
  tell(forecastInShort(forecast.json(retry)));
  const { leads } = forecast;
  if (leads === 0 && !retry) return true;
  const again = retry ? ', and again those that ended without a result' : '';
  return ask(`Send ${leads} lead${leads === 1 ? '' : 's'}${again}? [y/N] `);
}
