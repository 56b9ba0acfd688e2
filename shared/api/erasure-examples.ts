/** Examples of erasures: the person of the submission's example asks for it. */

import type * as z from 'zod';
import { goneBy, PLACES, type PlaceName, placesThere } from '../jobs/erasures/places.ts';
import { instant, rfc3339 } from '../jobs/instant.ts';
import type { ErasureAskedSchema, ErasureView, ReplayAskedSchema } from './erasure-receipt.ts';
import { SUBMISSION } from './examples.ts';

export const ERASURE_ASKED = {
  email: 'Ingrid.Lindqvist@hollander.example',
  requestIds: [SUBMISSION.requestId],
  reason: 'DSR-1234',
} satisfies z.input<typeof ErasureAskedSchema>;

const AT = '2026-03-01T09:01:08.101Z';

const NOTHING = { found: 0, erased: 0, remaining: 0 };

const PREPARED = {
  id: 'er-20260301T090108101Z-efc372fcc9',
  state: 'ready',
  records: 1,
  reason: ERASURE_ASKED.reason,
  actor: 'ops@acme.example',
  createdAt: AT,
  lastRunAt: null,
  completedAt: null,
  dueAt: '2026-03-31T09:01:08.101Z',
  places: [
    { place: 'ledger', found: 1, erased: 0, remaining: 1, until: null, how: PLACES.ledger.how },
    { place: 'dead-letter-records', ...NOTHING, until: null, how: PLACES['dead-letter-records'].how },
  ],
  blockers: [],
} satisfies ErasureView;

/** Of the places in which something can be counted. */
const COUNTED: Readonly<Partial<Record<PlaceName, object>>> = {
  ledger: { found: 1, erased: 1, remaining: 0 },
  fingerprints: { found: 1, erased: 1 },
  'dead-letter-records': NOTHING,
  logs: NOTHING,
};

function placeAfter(place: PlaceName): ErasureView['places'][number] {
  const until = goneBy(place, instant(Date.parse(AT)));
  const uncounted = { found: null, erased: null, remaining: null };
  return {
    place,
    ...uncounted,
    ...COUNTED[place],
    until: until === null ? null : rfc3339(until),
    how: PLACES[place].how,
  };
}

const { blockers: _onlyAtFirst, ...KEPT } = PREPARED;
const DONE = {
  ...KEPT,
  state: 'done',
  places: placesThere({ warehouseDays: 0 }).map(placeAfter),
  lastRunAt: AT,
  completedAt: AT,
} satisfies ErasureView;

export const ERASURE = { prepared: PREPARED, done: DONE, atModigie: [SUBMISSION.requestId] };

export const REPLAY_ASKED = { since: '2026-03-01T08:00:00Z' } satisfies z.input<typeof ReplayAskedSchema>;
