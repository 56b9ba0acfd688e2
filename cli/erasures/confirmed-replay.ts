/** `erasures replay`: what a restore has brought back is erased again. */
import type { Erasure } from '../../client/operator.ts';
import { DONE, FAULT, INTERRUPTED } from '../exit-codes.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { createListing } from '../output/listing.ts';
import { confirmed, LEFT, type RunCall } from './confirmed-run.ts';
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
  let replayed = 0;
  const undone: Erasure[] = [];
  for await (const erasure of operator.erasures.replay(since, { signal })) {
    listing.add(erasure);
    replayed += 1;
    if (erasure.state !== 'done') undone.push(erasure);
  }
  listing.end();
  tell(replayed === 0 ? `Nothing was erased since ${since}.` : `Replayed: ${replayed}${notDone(undone)}.`);
  for (const remedy of remediesOf(undone)) tell(remedy);
  return undone.length === 0 ? DONE : FAULT;
}

function notDone({ length }: readonly Erasure[]): string {
  return length === 0 ? '' : `, of which ${length} ${length === 1 ? 'is' : 'are'} not done`;
}

/** The gateway goes on by itself with those that it says nothing of. */
function remediesOf(undone: readonly Erasure[]): Iterable<string> {
  return new Set(undone.map(({ id, detail }) => (detail === undefined ? LEFT : `${id}: ${detail}`)));
}
