/** Leads with what came of them, as tests of the output need them. */

import type { Enriched } from '../../../../cli/enrich/enriched-lead.ts';
import type { Job } from '../../../../client/index.ts';

type Done = Extract<Enriched, { kind: 'done' }>;
type Skipped = Extract<Enriched, { kind: 'skipped' }>;
type Open = Extract<Enriched, { kind: 'open' }>;

const row = { line: 2, lastLine: 2, bytes: 100, cells: ['7', 'Ann'] };

const COMPLETED: Job = {
  requestId: '7_enrichMobile_1',
  rootId: '7_enrichMobile_1',
  attempt: 1,
  jobType: 'enrichMobile',
  status: 'completed',
  final: true,
  version: '2026-03-01T00:01:00.000000Z',
  requestedBy: null,
  traceId: null,
  requestedAt: '2026-03-01T00:00:00.000Z',
  updatedAt: '2026-03-01T00:01:00.000Z',
  retryOf: null,
  retriedBy: null,
  retryAt: null,
  origin: 'gateway',
  reasonType: null,
  eventCodes: {},
  reusedFrom: null,
  discardReasonType: null,
  publishFailure: null,
  held: null,
  cause: null,
  deliveredAt: null,
  purgedAt: null,
  erased: false,
  tags: [],
  history: [],
  job: null,
};

/** A lead whose job is final: completed at the first attempt, unless `job` says otherwise. */
export function done(job: Partial<Done['job']>, more: Partial<Done> = {}): Done {
  return {
    kind: 'done',
    row,
    id: '7',
    requestId: '7_enrichMobile_1',
    tidied: [],
    known: false,
    job: { ...COMPLETED, ...job },
    ...more,
  };
}

/** A lead that was not taken. */
export function skipped(more: Partial<Skipped>, line = 2): Skipped {
  return { kind: 'skipped', ...untaken(line), reason: '', ...more };
}

/** A lead of which nobody knows whether it was taken. */
export function open(more: Partial<Open>, line = 2): Open {
  return { kind: 'open', ...untaken(line), reason: '', ...more };
}

function untaken(line: number) {
  return { row: { ...row, line, lastLine: line }, id: '7', requestId: '', tidied: [] };
}
