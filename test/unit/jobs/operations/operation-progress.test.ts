import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import { foundSoFar, type Operation } from '../../../../shared/jobs/operations/operation.ts';
import {
  aborted,
  beginsAt,
  claimed,
  type ItemOutcome,
  type PageWork,
  progressed,
  roomFor,
  settled,
} from '../../../../shared/jobs/operations/operation-progress.ts';
import { MINUTE, START } from '../../../fixtures.ts';
import { operation } from './samples.ts';

const DONE: ItemOutcome = { kind: 'done' };
const SKIPPED: ItemOutcome = { kind: 'skipped', reason: 'already-retried' };
const FAILED: ItemOutcome = { kind: 'failed', reason: 'not-found' };
const NEXT = { items: ['lead-4'], next: null };

/** The operation, claimed, with three things on its page and more behind it. */
function underway(more: Partial<Operation> = {}): Operation {
  const page = { items: ['lead-1', 'lead-2', 'lead-3'], next: 'lead-3', tries: 0 };
  return { ...claimed(operation({ page }), START), ...more };
}

function work(more: Partial<PageWork> = {}): PageWork {
  const outcomes = [DONE, SKIPPED, FAILED];
  return {
    outcomes,
    following: NEXT,
    fault: undefined,
    startedAt: START,
    worksUntil: later(START, MINUTE),
    ...more,
  };
}

describe('a page that is done', () => {
  it('is counted, each thing by what became of it, and the next one is claimed', () => {
    expect(progressed(underway(), work(), later(START, 10))).toMatchObject({
      state: 'running',
      done: 1,
      skipped: { 'already-retried': 1 },
      failed: { 'not-found': 1 },
      page: { ...NEXT, tries: 0 },
      pages: 1,
      wake: { at: later(START, 10 + 2 * MINUTE), claimed: true },
    });
  });

  it('is left to the sweep once the time of its worker is up', () => {
    const late = later(START, MINUTE + 1);
    expect(progressed(underway(), work(), late).wake).toEqual({ at: late, claimed: false });
  });

  it('ends the operation where it was the last', () => {
    const last = underway({ page: { items: ['lead-1'], next: null, tries: 0 } });
    const end = progressed(last, work({ outcomes: [DONE], following: undefined }), later(START, 5));
    expect(end).toMatchObject({ state: 'done', wake: null, finishedAt: later(START, 5), done: 1 });
  });

  it('ends the operation where it reaches the limit', () => {
    const end = progressed(underway({ limit: 2 }), work({ following: undefined }), START);
    expect(end).toMatchObject({ state: 'done', done: 1, failed: { 'not-found': 1 }, wake: null });
  });

  it('that finds none behind it for the moment looks on from there', () => {
    const on = progressed(underway(), work({ following: { items: [], next: 'lead-9' } }), START);
    expect(on).toMatchObject({ state: 'running', page: { items: [], next: 'lead-9' } });
  });

  it('by the rate has the next page wait, from when it was begun', () => {
    const slow = underway({ ratePerMinute: 6 });
    const patient = progressed(slow, work(), later(START, 10));
    expect(beginsAt(patient, later(START, 10))).toBe(later(START, 20_000));
    expect(patient.wake?.claimed).toBe(true);
    const impatient = progressed(slow, work({ worksUntil: later(START, 10) }), later(START, 10));
    expect(impatient.wake).toEqual({ at: later(START, 20_000), claimed: false });
    expect(beginsAt(impatient, later(START, 30_000))).toBe(later(START, 30_000));
    const dry = progressed({ ...slow, dryRun: true }, work(), later(START, 10));
    expect(beginsAt(dry, later(START, 10))).toBe(later(START, 10));
  });
});

describe('a passing fault', () => {
  const fault = 'store-unavailable';

  it('leaves on the page what it met, and has it wait a minute', () => {
    const outcomes = [DONE, undefined, DONE];
    expect(progressed(underway(), work({ outcomes, following: undefined, fault }), START)).toMatchObject({
      state: 'running',
      done: 2,
      page: { items: ['lead-2'], next: 'lead-3', tries: 1 },
      wake: { at: later(START, MINUTE), claimed: false },
      lastError: { reason: fault, at: START },
    });
  });

  it('that does not pass is counted as failed at the third time, and the work goes on behind it', () => {
    const stuck = underway({ page: { items: ['lead-2'], next: 'lead-3', tries: 2 } });
    expect(
      progressed(stuck, work({ outcomes: [undefined], following: undefined, fault }), START),
    ).toMatchObject({
      failed: { [fault]: 1 },
      page: { items: [], next: 'lead-3', tries: 0 },
      state: 'running',
    });
  });

  it('of the search for the next page has it searched for again', () => {
    expect(progressed(underway(), work({ following: undefined, fault }), START)).toMatchObject({
      done: 1,
      page: { items: [], next: 'lead-3', tries: 0 },
      wake: { at: later(START, MINUTE), claimed: false },
    });
  });
});

describe('a page whose work breaks off each time', () => {
  /** @returns the operation as it is taken up so often, each time once its claim has lapsed */
  function takenUp(times: number, first: Operation): Operation {
    let current = first;
    for (let time = 0; time < times; time += 1)
      current = claimed(current, later(current.wake?.at ?? START, MINUTE));
    return current;
  }

  it('is worked on three times in all, then counts as failed, and the work goes on behind it', () => {
    expect(takenUp(2, underway())).toMatchObject({ page: { ...underway().page, tries: 2 }, failed: {} });
    const at = later(START, 9 * MINUTE);
    const on = takenUp(3, underway());
    expect(on).toMatchObject({
      state: 'running',
      failed: { interrupted: 3 },
      page: { items: [], next: 'lead-3', tries: 0 },
      pages: 1,
      lastError: { reason: 'interrupted', at },
      wake: { at: later(at, 2 * MINUTE), claimed: true },
    });
    expect(progressed(on, work({ outcomes: [] }), at).page).toEqual({ ...NEXT, tries: 0 });
  });

  it('is given up as well where a passing fault has met it before', () => {
    const page = { items: ['lead-2'], next: null, tries: 2 };
    const met = underway({ page, wake: { at: START, claimed: false } });
    expect(takenUp(1, met)).toMatchObject({ page, state: 'running' });
    expect(takenUp(2, met)).toMatchObject({ state: 'done', failed: { interrupted: 1 }, wake: null });
  });

  it('ends the operation where it was the last, or reaches the limit', () => {
    const last = underway({ page: { items: ['lead-1'], next: null, tries: 0 } });
    expect(takenUp(3, last)).toMatchObject({ state: 'done', failed: { interrupted: 1 }, skipped: {} });
    expect(takenUp(3, underway({ limit: 3 }))).toMatchObject({ state: 'done', failed: { interrupted: 3 } });
  });

  it('has nothing to give up while the next page is only looked for', () => {
    const empty = underway({ page: { items: [], next: 'lead-3', tries: 0 } });
    expect(takenUp(9, empty)).toMatchObject({ state: 'running', failed: {}, page: { next: 'lead-3' } });
  });
});

describe('an abort', () => {
  it('ends at once what nobody works on, and says nothing of a page that was not begun', () => {
    const waiting = underway({ wake: { at: later(START, 5_000), claimed: false } });
    expect(aborted(waiting, START)).toMatchObject({ state: 'aborted', skipped: {}, wake: null });
  });

  it('has the worker end what is worked on, after its page', () => {
    const asked = aborted(underway(), later(START, 1));
    expect(asked).toEqual({ ...underway(), state: 'aborting' });
    expect(progressed(asked, work(), later(START, 2))).toMatchObject({
      state: 'aborted',
      done: 1,
      skipped: { 'already-retried': 1 },
      page: { items: [], next: null },
      wake: null,
    });
  });

  it('has nobody know of things whose work broke off', () => {
    const asked = aborted(underway(), later(START, 1));
    expect(claimed(asked, later(START, 3 * MINUTE))).toMatchObject({
      state: 'aborted',
      skipped: { interrupted: 3 },
      wake: null,
    });
    expect(aborted(underway(), later(START, 3 * MINUTE))).toMatchObject({ skipped: { interrupted: 3 } });
    const met = progressed(asked, work({ outcomes: [DONE, undefined, DONE], fault: 'x' }), START);
    expect(met).toMatchObject({ state: 'aborted', done: 2, skipped: { interrupted: 1 } });
  });

  it('changes nothing of what has ended, and what was to be done last is done', () => {
    const ended = operation({ wake: null, state: 'done' });
    expect(aborted(ended, START)).toBe(ended);
    const last = aborted(underway({ page: { items: ['a'], next: null, tries: 0 } }), START);
    expect(progressed(last, work({ outcomes: [DONE], following: undefined }), START).state).toBe('done');
  });
});

describe('a page', () => {
  it.each([
    [{}, 100],
    [{ limit: 7 }, 7],
    [{ limit: 7, done: 4, failed: { x: 2 } }, 1],
    [{ limit: 7, done: 9 }, 0],
    [{ limit: 7, skipped: { x: 9 } }, 7],
    [{ ratePerMinute: 600 }, 50],
    [{ ratePerMinute: 1 }, 1],
    [{ ratePerMinute: 60_000 }, 100],
    [{ ratePerMinute: 60, limit: 3 }, 3],
    [{ ratePerMinute: 60, dryRun: true }, 100],
  ])('of an operation with %j has %i things at most', (more, room) => {
    expect(roomFor(operation(more))).toBe(room);
  });
});

describe('whatever becomes of its pages', () => {
  const outcome = fc.constantFrom(DONE, SKIPPED, FAILED, undefined);
  const step = fc.record({
    outcomes: fc.array(outcome, { maxLength: 5 }),
    more: fc.nat(5),
    isAborted: fc.nat(9).map((dice) => dice === 0),
  });
  type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

  /** @returns the operation a page on, and how many things were found for it */
  function stepped(before: Operation, { outcomes, more, isAborted }: Step): [Operation, number] {
    const items = before.page.items.map((_, i) => outcomes[i]);
    const isStuck = items.includes(undefined);
    const following = isStuck ? undefined : { items: Array.from({ length: more }, String), next: 'on' };
    const fault = isStuck ? 'store-unavailable' : undefined;
    const asked = isAborted ? aborted(before, START) : before;
    const next = progressed(asked, work({ outcomes: items, fault, following }), START);
    return next.wake === null ? [next, 0] : [claimed(next, START), isStuck ? 0 : more];
  }

  it('an operation loses sight of nothing that it found', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let [current, found] = [claimed(operation(), START), 0];
        for (const one of steps) {
          if (current.wake === null) break;
          const [next, more] = stepped(current, one);
          found += more;
          current = next;
        }
        expect(foundSoFar(current)).toBe(found);
      }),
    );
  });
});

describe('a thing that was done already', () => {
  const already = { kind: 'already', reason: 'already-retried' } as const;

  it('was done by somebody else, unless its page was tried before', () => {
    const first = underway();
    expect(settled(already, first)).toEqual(SKIPPED);
    expect(settled(already, claimed(first, later(START, 9 * MINUTE)))).toEqual(DONE);
    expect(settled(FAILED, claimed(first, later(START, 9 * MINUTE)))).toEqual(FAILED);
  });
});
