import { describe, expect, it } from 'vitest';
import { redrive } from '../../../../cli/dead/redrive-letters.ts';
import type { Ask } from '../../../../cli/output/ask.ts';
import { UserError } from '../../../../cli/output/user-error.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import { deadLetter } from '../../../../shared/use-cases/dead-letter.ts';
import { messageIdOf, received, setAsideBy, submission, TOPICS } from '../../../fixtures.ts';
import { BAD, GOOD, letters } from './letters.ts';

const OTHER = JSON.stringify(submission('b'));

/** Letters that were set aside a moment ago. */
async function world(bodies: readonly string[]) {
  const made = await letters(bodies);
  const { gateway, call } = made;
  gateway.clock.time = later(gateway.clock.time, 1_000);
  const operations = async () => (await gateway.operations.list({ limit: 9 })).operations;
  const sent = () => gateway.published.to(TOPICS.intake);
  const progress = { show: () => undefined, end: () => undefined };
  const redriven = (ask: Ask | undefined, options: Partial<Parameters<typeof redrive>[2]>) =>
    redrive({ ...call, progress, ask }, [], { gateway: 'http://in-process', ...options });
  return { ...made, operations, sent, progress, redriven };
}

describe('dead redrive without IDs', () => {
  it('counts first, asks, starts an operation, and shows how it ended', async () => {
    const { says, questions, rows, operations, sent, redriven } = await world([GOOD, BAD, OTHER]);
    expect(await redriven(says(true), { source: 'intake-jobs', reason: 'mended' })).toBe(0);
    expect(questions).toEqual([
      '1 of 3 are left out (still-invalid 1). Redrive 2 dead letters (up to 2 charges)? [y/N] ',
    ]);
    const [wet, dry] = (await operations()).toSorted((a, b) => Number(a.dryRun) - Number(b.dryRun));
    expect(rows()).toEqual(expect.arrayContaining([`id\t${wet?.id}`, 'kind\tredrive', 'done\t2']));
    expect([dry, wet]).toMatchObject([
      { dryRun: true },
      { dryRun: false, kind: 'redrive', reason: 'mended', limit: 2 },
    ]);
    expect(sent()).toHaveLength(2);
  });

  it('redrives those that were counted, and none that was set aside while it asked', async () => {
    const { gateway, sent, redriven } = await world([GOOD]);
    const ask = async () => {
      const late = { ...received(OTHER), messageId: messageIdOf('late') };
      await deadLetter(gateway, late, { source: 'intake-jobs', reason: 'over-budget' });
      gateway.clock.time = later(gateway.clock.time, 1_000);
      return true;
    };
    expect(await redriven(ask, { all: true })).toBe(0);
    expect(sent()).toHaveLength(1);
    expect(setAsideBy(gateway).map(({ state }) => state)).toEqual(['redriven', 'waiting']);
  });

  it('does nothing without a yes, nor where nobody can be asked', async () => {
    const { says, sent, operations, redriven } = await world([GOOD]);
    expect(await redriven(says(false), { all: true })).toBe(1);
    await expect(redriven(undefined, { all: true })).rejects.toThrow(UserError);
    expect(sent()).toEqual([]);
    expect((await operations()).every(({ dryRun }) => dryRun)).toBe(true);
  });

  it('starts at once with --yes, so many at most', async () => {
    const { sent, operations, redriven } = await world([GOOD, OTHER]);
    expect(await redriven(undefined, { all: true, yes: true, limit: 1 })).toBe(0);
    expect([sent().length, (await operations()).length]).toEqual([1, 1]);
  });

  it('only shows how many with --dry-run, or when there are none', async () => {
    const { call, sent, rows, redriven, says } = await world([GOOD, BAD]);
    expect(await redriven(undefined, { all: true, dryRun: true })).toBe(0);
    expect(rows()).toEqual(expect.arrayContaining(['done\t1', 'skipped\tstill-invalid 1']));
    expect(await redriven(says(true), { setAsideFor: 'not-json' })).toBe(0);
    expect(call.told).toEqual(['Nothing was redriven: of 0 dead letters none can be.']);
    expect(sent()).toEqual([]);
  });

  it('is a fault where something failed', async () => {
    const { gateway, redriven } = await world([GOOD]);
    gateway.deadLetters.body = () => Promise.reject(new Error('ours'));
    expect(await redriven(undefined, { all: true, yes: true })).toBe(1);
  });
});

describe('what is typed behind dead redrive', () => {
  const typed = { gateway: 'http://in-process', yes: true };

  it('means by IDs, by filter or all', async () => {
    const { call, ids, sent, progress } = await world([GOOD, OTHER]);
    const nobody = { ...call, progress, ask: undefined };
    expect(await redrive(nobody, [], { ...typed, setAsideFor: 'not-json' })).toBe(0);
    expect(sent()).toEqual([]);
    expect(await redrive(nobody, ids.slice(0, 1), typed)).toBe(0);
    expect(sent()).toHaveLength(1);
    expect(await redrive(nobody, [], { ...typed, all: true })).toBe(0);
    expect(sent()).toHaveLength(2);
  });

  it.each([
    [[], {}, 'Nothing was redriven: no dead letter is meant. Give IDs, or --set-aside-for'],
    [['a'], { all: true }, 'only one of these'],
    [[], { all: true, source: 'intake-jobs' }, 'only one of these'],
    [['a'], { limit: 1 }, '--limit is for many dead letters by a filter'],
    [[], { all: true, edit: 'x' }, '--edit is for dead letters by their IDs'],
    [[], { all: true, force: true }, '--force is for dead letters by their IDs'],
    [['a'], { json: ['kind'] }, '--json: a dead letter by its ID has no field kind'],
    [[], { all: true, json: ['outcome'] }, '--json: an operation, as of a filter, has no field outcome'],
  ] as const)('is refused with the remedy: %j %j', async (ids, more, message) => {
    const { call, sent, progress } = await world([GOOD]);
    await expect(redrive({ ...call, progress, ask: undefined }, ids, { ...typed, ...more })).rejects.toThrow(
      message,
    );
    expect(sent()).toEqual([]);
  });
});
