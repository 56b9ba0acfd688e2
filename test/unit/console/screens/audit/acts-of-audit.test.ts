import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../../../client/operator.ts';
import { actsOf, KNOWN_ACTIONS, screenOf } from '../../../../../console/screens/audit/acts-of-audit.ts';
import { AUDIT_ACTIONS } from '../../../../../shared/jobs/audit-actions.ts';

const entry = (given: Partial<AuditEntry>): AuditEntry => ({
  id: 'x',
  at: '2026-03-01T09:00:00.000Z',
  actor: 'ops@acme.example',
  via: 'api',
  action: 'retry',
  target: 'lead-1',
  operation: 'a',
  step: 'intent',
  outcome: null,
  reason: null,
  ...given,
});
const intent = (operation: string, at: string) => entry({ operation, at });
const outcome = (operation: string, at: string) =>
  entry({ operation, at, step: 'outcome', outcome: 'retried' });

describe('acts of the audit', () => {
  it('are an intent and its outcome as one, by the time at which it was begun', () => {
    expect(actsOf([outcome('a', '09:01'), intent('a', '09:00')])).toEqual([
      {
        operation: 'a',
        at: '09:00',
        actor: 'ops@acme.example',
        action: 'retry',
        target: 'lead-1',
        reason: null,
        outcome: 'retried',
      },
    ]);
  });

  it('stay apart where several were under way at once, the one that was told of last first', () => {
    const acts = actsOf([
      outcome('b', '09:03'),
      outcome('a', '09:02'),
      intent('b', '09:01'),
      intent('a', '09:00'),
    ]);
    expect(acts.map(({ operation, outcome: came }) => [operation, came])).toEqual([
      ['b', 'retried'],
      ['a', 'retried'],
    ]);
  });

  it('have no outcome where the intent stands alone', () => {
    expect(actsOf([intent('a', '09:00')])[0]?.outcome).toBeNull();
  });

  it('are known by the outcome alone where the intent is on a page further on', () => {
    expect(actsOf([outcome('a', '09:01')])).toMatchObject([{ at: '09:01', outcome: 'retried' }]);
  });

  it('are none of no entries', () => {
    expect(actsOf([])).toEqual([]);
  });
});

describe('the screen of a target', () => {
  it('is known of each kind of act that there is, but for erasures, which have none', () => {
    const without = AUDIT_ACTIONS.filter((action) => screenOf(action) === undefined);
    expect(without).toEqual(['prepare-erasure', 'erase']);
    expect(KNOWN_ACTIONS.filter((action) => screenOf(action) === undefined)).toEqual([]);
  });

  it('is none of an act that is new, or called like what objects have', () => {
    expect(screenOf('forgive')).toBeUndefined();
    expect(screenOf('constructor')).toBeUndefined();
  });
});
