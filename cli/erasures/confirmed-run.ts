/** `erasures run`: what was found about a person is erased for good. */
import type { Erasure } from '../../client/operator.ts';
import { PLACES } from '../../shared/jobs/erasures/places.ts';
import type { GatewayCall } from '../call-gateway.ts';
import { DONE, FAULT, INTERRUPTED } from '../exit-codes.ts';
import type { Ask } from '../output/ask.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { writeDetails } from '../output/listing.ts';
import { UserError } from '../output/user-error.ts';
import { DETAIL_COLUMNS } from './erasure-columns.ts';

export interface RunOptions {
  readonly yes?: boolean | undefined;
  readonly json?: JsonFields | undefined;
}

export interface RunCall extends Pick<GatewayCall, 'operator' | 'sink' | 'tell' | 'signal'> {
  /** Undefined where nobody can be asked. */
  readonly ask: Ask | undefined;
}

export const LEFT =
  'Something is left that could be reached: it is gone on with once an hour, or when you run it again.';

/**
 * @returns the exit code
 * @throws UserError where somebody would have to be asked, and nobody can be
 * @throws as `Erasures.run` does
 */
export async function runErasure(call: RunCall, id: string, { yes, json }: RunOptions): Promise<number> {
  const { operator, sink, tell, signal } = call;
  const isWanted = yes || (await confirmed(call, questionOf(await operator.erasures.get(id, { signal }))));
  if (!isWanted) {
    tell('Nothing was erased.');
    return signal.aborted ? INTERRUPTED : FAULT;
  }
  const erasure = await operator.erasures.run(id, { signal });
  writeDetails(sink, erasure, { columns: DETAIL_COLUMNS, json });
  if (erasure.state === 'done') return DONE;
  tell(LEFT);
  return FAULT;
}

/** @throws UserError where nobody can be asked */
export async function confirmed({ ask }: Pick<RunCall, 'ask'>, question: string): Promise<boolean> {
  if (!ask)
    throw new UserError(
      'Nothing was erased: it cannot be undone, and there is no terminal to ask at. --yes erases without asking.',
    );
  return ask(question);
}

function questionOf({ records }: Erasure): string {
  const longest = Math.max(...Object.values(PLACES).map(({ days }) => days ?? 0));
  return (
    `Erase ${records} ${records === 1 ? 'lead' : 'leads'} for good? It cannot be undone. Copies in topics, in dead ` +
    `letters that cannot be read, and in Firestore's recovery stay for up to ${longest} days, and Modigie has to be ` +
    'asked by you. [y/N] '
  );
}
