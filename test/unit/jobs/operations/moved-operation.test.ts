import { describe, expect, it } from 'vitest';
import { begunAnew } from '../../../../shared/jobs/operations/moved-operation.ts';
import type { Operation } from '../../../../shared/jobs/operations/operation.ts';
import { operation } from './samples.ts';

const inTheMiddle = (more: Partial<Operation>) =>
  operation({ state: 'running', done: 4, page: { items: ['lead-4'], next: 'lead-4', tries: 1 }, ...more });
const BY_FILTER: Operation['selection'] = { by: 'filter', filter: { status: ['failed'] } };

describe('an operation that is moved to another store', () => {
  it.each<[string, Operation['kind'], Operation['selection']]>([
    ['jobs that match a filter', 'retry', BY_FILTER],
    ['jobs that a hold keeps back', 'release', { by: 'hold', name: 'enrichMobile' }],
  ])('begins its list of %s anew, and keeps its page and its counts', (_, kind, selection) => {
    const moved = begunAnew(inTheMiddle({ kind, selection }));
    expect(moved.page).toEqual({ items: ['lead-4'], next: '', tries: 1 });
    expect(moved.done).toBe(4);
  });

  it.each<[string, Operation['kind'], Operation['selection']]>([
    ['IDs that were given', 'retry', operation().selection],
    ['dead letters, whose order is that of time', 'redrive', { by: 'letters', filter: {} }],
  ])('goes on in its list of %s', (_, kind, selection) => {
    const before = inTheMiddle({ kind, selection });
    expect(begunAnew(before)).toBe(before);
  });

  it('counts from nothing where it is a dry run, which would count things twice', () => {
    const moved = begunAnew(
      inTheMiddle({ selection: BY_FILTER, dryRun: true, skipped: { 'not-final': 2 }, failed: { fault: 1 } }),
    );
    expect(moved).toMatchObject({ done: 0, skipped: {}, failed: {} });
  });

  it('stays as it is behind its last page, and once it has ended', () => {
    const last = inTheMiddle({ selection: BY_FILTER, page: { items: ['lead-9'], next: null, tries: 0 } });
    expect(begunAnew(last)).toBe(last);
  });
});
