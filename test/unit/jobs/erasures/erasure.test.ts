import { describe, expect, it } from 'vitest';
import {
  begun,
  type Erasure,
  finished,
  isOverdue,
  isUnfinished,
  preparedErasure,
} from '../../../../shared/jobs/erasures/erasure.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import { DAY, id, START } from '../../../fixtures.ts';

const ASKED = { personKeys: [], rootIds: [id('lead-1')], reason: 'DSR-1', actor: null };
const PREPARED = preparedErasure(ASKED, START);
const LEDGER = { place: 'ledger', found: 2, erased: 2, remaining: 0, until: null } as const;

describe('an erasure', () => {
  it('is ready, and due in thirty days', () => {
    expect(PREPARED).toMatchObject({ state: 'ready', runs: 0, places: [], dueAt: later(START, 30 * DAY) });
    expect([isUnfinished(PREPARED), isOverdue(PREPARED, later(START, 99 * DAY))]).toEqual([false, false]);
  });

  it('has an ID that tells nothing of the person, and two of one moment apart', () => {
    expect(PREPARED.id).toMatch(/^er-20260301T000000000Z-[0-9a-f]{10}$/);
    const other = preparedErasure({ ...ASKED, rootIds: [id('lead-2')] }, START);
    expect(other.id).not.toBe(PREPARED.id);
    expect(preparedErasure(ASKED, START).id).toBe(PREPARED.id);
  });

  it('is unfinished from the moment it is begun, with all lineages that were ever found', () => {
    const open = begun(PREPARED, [id('lead-2'), id('lead-1')], later(START, 1));
    expect(open).toMatchObject({
      state: 'erasing',
      runs: 1,
      lastRunAt: later(START, 1),
      rootIds: ['lead-1', 'lead-2'],
    });
    expect(isUnfinished(open)).toBe(true);
  });

  it('is done when nothing is left that can be reached, and not before', () => {
    const open = begun(PREPARED, [], START);
    const at = later(START, 5);
    const unknown = { ...LEDGER, place: 'results', found: null, erased: null, remaining: null } as const;
    expect(finished(open, [LEDGER, unknown], at)).toMatchObject({ state: 'done', completedAt: at });
    const left = finished(open, [LEDGER, { ...LEDGER, remaining: 1 }], at);
    expect(left).toMatchObject({ state: 'incomplete', completedAt: null });
    expect(isUnfinished(left)).toBe(true);
  });

  it('is overdue after three days, while it is unfinished', () => {
    const overdue = (erasure: Erasure) => [2, 3].map((day) => isOverdue(erasure, later(START, day * DAY)));
    expect(overdue(begun(PREPARED, [], START))).toEqual([false, true]);
    expect(overdue(finished(begun(PREPARED, [], START), [LEDGER], START))).toEqual([false, false]);
  });
});
