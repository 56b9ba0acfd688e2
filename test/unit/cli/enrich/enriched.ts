/** Leads with what came of them, as tests of the output need them. */
import type { Enriched } from '../../../../cli/enrich/enrich-leads.ts';

type Done = Extract<Enriched, { kind: 'done' }>;
type Skipped = Extract<Enriched, { kind: 'skipped' }>;

const lead = { line: 2, bytes: 100, cells: ['7', 'Ann'] };

/** A lead whose job is final: completed at the first attempt, unless `job` says otherwise. */
export function done(job: Partial<Done['job']>, more: Partial<Done> = {}): Done {
  return {
    kind: 'done',
    lead,
    requestId: '7_enrichMobile_1',
    known: false,
    job: {
      requestId: '7_enrichMobile_1',
      attempt: 1,
      status: 'completed',
      reasonType: null,
      discardReasonType: null,
      eventCodes: {},
      purgedAt: null,
      job: null,
      ...job,
    },
    ...more,
  };
}

/** A lead that was not taken. */
export function skipped(more: Partial<Skipped>, line = 2): Skipped {
  return { kind: 'skipped', lead: { ...lead, line }, requestId: '', reason: '', ...more };
}
