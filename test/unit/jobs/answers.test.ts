import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareAnswers, isTracked, supersedes, toLatest } from '../../../shared/jobs/answers.ts';
import { DEFAULT_POLICY } from '../../../shared/jobs/policy.ts';
import type { Answer } from '../../../shared/protocol/response.ts';
import { answer } from '../../fixtures.ts';

const EARLY = '2026-03-01T00:01:00.842000Z';
const LATE = '2026-03-01T00:01:00.842001Z';
const said = (status: string, updateTime = EARLY) => answer({ status, updateTime });
const isLater = (one: Answer, known: Answer) => supersedes(one, toLatest(known));

describe('of two answers the later one', () => {
  it('is any answer, where none is known', () => {
    expect(supersedes(said('created'), null)).toBe(true);
  });

  it('is none of two that are the same', () => {
    for (const status of ['created', 'completed', 'on-hold'])
      expect(isLater(said(status), said(status))).toBe(false);
  });

  it.each([
    ['the one with the later version', ['enqueued', LATE], ['processing']],
    ['an ending, whatever its version', ['failed'], ['processing', LATE]],
    ['of two endings the one further along, whatever its version', ['completed'], ['failed', LATE]],
    ['at equal versions the one further along the life cycle', ['validated'], ['created']],
    ['at equal versions a published status before an unknown one', ['created'], ['on-hold']],
    ['among unknown statuses the one whose name comes last', ['paused'], ['on-hold']],
    ['an unknown status with a later version', ['on-hold', LATE], ['processing']],
  ] as [string, Parameters<typeof said>, Parameters<typeof said>][])('is %s', (_rule, later, earlier) => {
    expect(isLater(said(...later), said(...earlier))).toBe(true);
    expect(isLater(said(...earlier), said(...later))).toBe(false);
  });
});

describe('any number of answers', () => {
  const statement = fc.record({
    status: fc.constantFrom('created', 'processing', 'completed', 'failed', 'rejected', 'on-hold', 'paused'),
    version: fc.constantFrom(EARLY, LATE),
  });
  const answers = fc
    .array(statement, { maxLength: 12 })
    .map((some) => some.map(({ status, version }) => said(status, version)));

  it('have one order, whatever they are sorted from, and what is no later is none that supersedes', () => {
    fc.assert(
      fc.property(answers, (some) => {
        const sorted = some.toSorted(compareAnswers);
        expect(some.toReversed().toSorted(compareAnswers)).toEqual(sorted);
        for (const [i, one] of sorted.entries())
          for (const later of sorted.slice(i)) expect(isLater(one, later)).toBe(false);
      }),
    );
  });
});

describe('tracking of endings only', () => {
  const tracked = (status: string) =>
    isTracked(said(status), { ...DEFAULT_POLICY, tracking: 'endings-only' });

  it.each(['created', 'validated', 'enqueued', 'dispatching', 'processing'])('leaves out %s', (status) => {
    expect(tracked(status)).toBe(false);
  });

  it.each([
    'completed',
    'failed',
    'canceled',
    'rejected',
    'on-hold',
  ])('keeps %s, which may be an ending', (status) => {
    expect(tracked(status)).toBe(true);
  });
});

describe('tracking of every status', () => {
  it.each(['created', 'completed', 'on-hold'])('keeps %s', (status) => {
    expect(isTracked(said(status), DEFAULT_POLICY)).toBe(true);
  });
});

describe('the latest answer', () => {
  it('keeps what is decided on and shown, and nothing that the record has already', () => {
    const {
      requestId: _id,
      repositoryId: _repository,
      jobType: _type,
      tags: _tags,
      kind: _kind,
      ...kept
    } = said('processing');
    expect(toLatest(said('processing'))).toEqual(kept);
  });
});
