import { describe, expect, it } from 'vitest';
import {
  actOf,
  firstAuditIdAt,
  intentOf,
  isAuditId,
  isMeant,
  outcomeOf,
} from '../../../shared/jobs/audit-entry.ts';
import { later } from '../../../shared/jobs/instant.ts';
import { id, START } from '../../fixtures.ts';

const ASKED = { actor: 'ops@acme.example', action: 'retry', target: id('lead-1'), reason: 'x' } as const;
const ACT = actOf(ASKED, 1);

describe('an act', () => {
  it('is the same when it is asked for again, whatever reason is given then', () => {
    expect(actOf({ ...ASKED, reason: null }, 1).operation).toBe(ACT.operation);
  });

  it.each([
    ["somebody else's", actOf({ ...ASKED, actor: 'crm@acme.example' }, 1)],
    ["nobody's", actOf({ ...ASKED, actor: null }, 1)],
    ['one on another job', actOf({ ...ASKED, target: id('lead-1~2') }, 1)],
    ['one on another occasion', actOf(ASKED, 2)],
  ])('is another than %s', (_what, other) => {
    expect(other.operation).not.toBe(ACT.operation);
  });
});

describe('the ID of an entry', () => {
  const ids = [
    intentOf(ACT, START).id,
    outcomeOf(ACT, 'retried', START).id,
    intentOf(ACT, later(START, 1)).id,
    intentOf(ACT, later(START, 1_000_000_000)).id,
  ];

  it('sorts as time does, and of one act the intent before the outcome', () => {
    expect(ids.toSorted()).toEqual(ids);
    expect(ids.map(isAuditId)).toEqual([true, true, true, true]);
  });

  it('is none below the first that its instant can have', () => {
    expect(ids.map((one) => one >= firstAuditIdAt(later(START, 1)))).toEqual([false, false, true, true]);
  });

  it.each(['', 'lead-1', firstAuditIdAt(START), `${ids[0]}0`, `x${ids[0]}`])('is not %j', (text) => {
    expect(isAuditId(text)).toBe(false);
  });
});

describe('an entry', () => {
  it('is told before, without an outcome, and after, with it', () => {
    expect(intentOf(ACT, START)).toMatchObject({ ...ACT, at: START, step: 'intent', outcome: null });
    expect(outcomeOf(ACT, 'retried', START)).toMatchObject({ ...ACT, step: 'outcome', outcome: 'retried' });
  });

  it.each([
    [{}, true],
    [{ since: START, actor: 'ops@acme.example', action: 'retry', target: id('lead-1') }, true],
    [{ since: later(START, 1) }, false],
    [{ actor: 'ops@acme.exampl' }, false],
    [{ target: id('lead-2') }, false],
  ] as const)('is meant by %o: %s', (filter, expected) => {
    expect(isMeant(intentOf(ACT, START), filter)).toBe(expected);
  });
});
