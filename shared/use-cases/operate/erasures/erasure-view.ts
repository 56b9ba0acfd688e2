/** An erasure as it is shown: its receipt, without the keys of the person. */
import type { ErasureView } from '../../../api/erasure-receipt.ts';
import { TOO_MANY_BY_NOW } from '../../../api/erasure-refusals.ts';
import type { Erasure, PlaceErased } from '../../../jobs/erasures/erasure.ts';
import { PLACES } from '../../../jobs/erasures/places.ts';
import { type Instant, rfc3339 } from '../../../jobs/instant.ts';
import type { Findings } from './prepare-erasure.ts';
import type { ReplayedErasure } from './replay-erasures.ts';

export function erasureView(erasure: Erasure): ErasureView {
  const { id, state, rootIds, reason, actor, places, createdAt, lastRunAt, completedAt, dueAt } = erasure;
  return {
    id,
    state,
    records: rootIds.length,
    reason,
    actor,
    places: places.map(placeView),
    createdAt: rfc3339(createdAt),
    lastRunAt: timeOf(lastRunAt),
    completedAt: timeOf(completedAt),
    dueAt: rfc3339(dueAt),
  };
}

/** @returns an erasure that was not run yet, with what was found in each place */
export function preparedView(erasure: Erasure, { places, blockers }: Findings): ErasureView {
  const found = places.map(({ place, found }) =>
    placeView({ place, found, erased: 0, remaining: found, until: null }),
  );
  return { ...erasureView(erasure), places: found, blockers };
}

/** @returns an erasure that was replayed; where it could not be, with what to do instead */
export function replayedView(erasure: ReplayedErasure): ErasureView {
  const view = erasureView(erasure);
  return erasure.refusal === undefined ? view : { ...view, detail: TOO_MANY_BY_NOW };
}

/** A newer gateway may know a place that this one has no words for. */
function placeView({ place, found, erased, remaining, until }: PlaceErased): ErasureView['places'][number] {
  const how = Object.hasOwn(PLACES, place) ? PLACES[place].how : '';
  return { place, found, erased, remaining, until: timeOf(until), how };
}

function timeOf(at: Instant | null): string | null {
  return at === null ? null : rfc3339(at);
}
