/** `erasures replay`: what a restore has brought back is erased again. */
import type { Erasure } from '../../client/operator.ts';
import { DONE, FAULT, INTERRUPTED } from '../exit-codes.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { createListing } from '../output/listing.ts';
import { confirmed, type RunCall } from './confirmed-run.ts';
import { LIST_COLUMNS } from './erasure-columns.ts';

export interface ReplayOptions {
  readonly since: string;
  readonly yes?: boolean | undefined;
  readonly json?: JsonFields | undefined;
}

/**
 * @returns the exit code
 * @throws UserError where somebody would have to be asked, and nobody can be
 * @throws as `Erasures.replay` does
 */
export async function replayErasures(call: RunCall, { since, yes, json }: ReplayOptions): Promise<number> {
  const { operator, sink, tell, signal } = call;
  const question = `Erase again, for good, what every erasure since ${since} has erased? [y/N] `;
  if (!yes && !(await confirmed(call, question))) {
    tell('Nothing was erased.');
    return signal.aborted ? INTERRUPTED : FAULT;
  }
  const listing = createListing<Erasure>(sink, { columns: LIST_COLUMNS, json });
  let isDone = true;
  let replayed = 0;
  for await (const erasure of operator.erasures.replay(since, { signal })) {
    listing.add(erasure);
    replayed += 1;
    isDone &&= erasure.state === 'done';
  }
  listing.end();
  tell(replayed === 0 ? `Nothing was erased since ${since}.` : `Replayed: ${replayed}.`);
  return isDone ? DONE : FAULT;
}
