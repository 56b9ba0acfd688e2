import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import {
  fingerprintOf,
  foundSoFar,
  isOperationDue,
  isOperationPlace,
  operationId,
  operationPlace,
} from '../../../../shared/jobs/operations/operation.ts';
import { OperationIdSchema } from '../../../../shared/jobs/operations/operation-id.ts';
import { START } from '../../../fixtures.ts';
import { operation } from './samples.ts';

describe('the ID of an operation', () => {
  it('is the same for the same actor and occasion, and another one for any other', () => {
    const id = operationId('ops@acme.example', ['key']);
    expect(OperationIdSchema.safeParse(id).success).toBe(true);
    expect(operationId('ops@acme.example', ['key'])).toBe(id);
    const others = [
      operationId('other@acme.example', ['key']),
      operationId(null, ['key']),
      operationId('ops@acme.example', ['key', '']),
      operationId('ops@acme.example', ['k', 'ey']),
    ];
    expect(new Set([id, ...others]).size).toBe(5);
  });
});

describe('the fingerprint of an order', () => {
  it('is that of its members in any order, and of their values', () => {
    expect(fingerprintOf({ kind: 'retry', all: true })).toBe(fingerprintOf({ all: true, kind: 'retry' }));
    expect(fingerprintOf({ kind: 'retry', limit: 1 })).not.toBe(fingerprintOf({ kind: 'retry', limit: 2 }));
  });
});

describe('an operation', () => {
  it('is due from its time on, and never once it has ended', () => {
    const due = operation({ wake: { at: later(START, 5), claimed: false } });
    expect([4, 5, 6].map((ms) => isOperationDue(due, later(START, ms)))).toEqual([false, true, true]);
    expect(isOperationDue(operation({ wake: null }), later(START, 9))).toBe(false);
  });

  it('has a place in the list that sorts as it was asked for in time', () => {
    const places = [0, 9, 10, 1_000, 86_400_000].map((ms) =>
      operationPlace(operation({ asOf: later(START, ms) })),
    );
    expect(places.toSorted()).toEqual(places);
    expect(places.every(isOperationPlace)).toBe(true);
    expect(['', 'op_1', `${places[0]}x`, ` ${places[0]}`].some(isOperationPlace)).toBe(false);
  });

  it('has found all that was done, skipped, failed, and is on its page', () => {
    const page = { items: ['a', 'b'], next: null, tries: 0 };
    const counted = { done: 3, skipped: { purged: 1, external: 2 }, failed: { 'not-found': 4 } };
    expect(foundSoFar(operation({ ...counted, page }))).toBe(12);
  });
});
