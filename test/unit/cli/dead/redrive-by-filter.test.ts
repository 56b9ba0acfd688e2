import { describe, expect, it } from 'vitest';
import { redriveByFilter } from '../../../../cli/dead/redrive-by-filter.ts';
import { redrive } from '../../../../cli/dead/redrive-letters.ts';
import { UserError } from '../../../../cli/output/user-error.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import { deadLetter } from '../../../../shared/use-cases/dead-letter.ts';
import { messageIdOf, received, setAsideBy, submission, TOPICS } from '../../../fixtures.ts';
import { BAD, GOOD, letters } from './letters.ts';

const OTHER = JSON.stringify(submission('b'));

/** Letters that were set aside a moment ago. */
async function world(bodies: readonly string[]) {
  const made = await letters(bodies);
  const { gateway } = made;
  gateway.clock.time = later(gateway.clock.time, 1_000);
  const operations = async () => (await gateway.operations.list({ limit: 9 })).operations;
  const sent = () => gateway.published.to(TOPICS.intake);
  return { ...made, operations, sent };
}

describe('dead redrive without IDs', () => {
  it('counts first, asks, and starts an operation, whose ID it writes', async () => {
    const { call, says, questions, rows, operations, sent } = await world([GOOD, BAD, OTHER]);
    const options = { filter: { source: 'intake-jobs' }, reason: 'mended' };
    expect(await redriveByFilter({ ...call, ask: says(true) }, options)).toBe(0);
    expect(questions).toEqual(['Redrive 2 dead letters, of which submissions may be charged? [y/N] ']);
    const [wet, dry] = (await operations()).toSorted((a, b) => Number(a.dryRun) - Number(b.dryRun));
    expect(rows()).toEqual([wet?.id]);
    expect(call.told).toEqual([
      '2 dead letters would be redriven; not redriven: 1 still-invalid.',
      `2 dead letters redriven so far. Operation ${wet?.id} has ended: operations show ${wet?.id} says more. Give it the same --gateway, --operate or --profile.`,
    ]);
    expect([dry, wet]).toMatchObject([
      { dryRun: true },
      { dryRun: false, kind: 'redrive', reason: 'mended' },
    ]);
    expect(sent()).toHaveLength(2);
  });

  it('redrives those that were counted, and none that was set aside while it asked', async () => {
    const { call, gateway, sent } = await world([GOOD]);
    const ask = async () => {
      const late = { ...received(OTHER), messageId: messageIdOf('late') };
      await deadLetter(gateway, late, { source: 'intake-jobs', reason: 'over-budget' });
      gateway.clock.time = later(gateway.clock.time, 1_000);
      return true;
    };
    expect(await redriveByFilter({ ...call, ask }, { filter: {} })).toBe(0);
    expect(sent()).toHaveLength(1);
    expect(setAsideBy(gateway).map(({ state }) => state)).toEqual(['redriven', 'waiting']);
  });

  it('does nothing without a yes, nor where nobody can be asked', async () => {
    const { call, says, sent, operations } = await world([GOOD]);
    expect(await redriveByFilter({ ...call, ask: says(false) }, { filter: {} })).toBe(1);
    await expect(redriveByFilter({ ...call, ask: undefined }, { filter: {} })).rejects.toThrow(UserError);
    expect(sent()).toEqual([]);
    expect((await operations()).every(({ dryRun }) => dryRun)).toBe(true);
  });

  it('redrives no more than were counted', async () => {
    const { call, says, operations } = await world([GOOD, BAD, OTHER]);
    await redriveByFilter({ ...call, ask: says(true) }, { filter: {}, limit: 9 });
    expect((await operations()).map(({ dryRun, limit }) => [dryRun, limit])).toContainEqual([false, 2]);
  });

  it('is a fault where something failed', async () => {
    const { call, gateway } = await world([GOOD]);
    gateway.deadLetters.body = () => Promise.reject(new Error('ours'));
    expect(await redriveByFilter({ ...call, ask: undefined }, { filter: {}, yes: true })).toBe(1);
  });

  it('starts at once with --yes, so many at most', async () => {
    const { call, sent, operations } = await world([GOOD, OTHER]);
    expect(await redriveByFilter({ ...call, ask: undefined }, { filter: {}, yes: true, limit: 1 })).toBe(0);
    expect([sent().length, (await operations()).length]).toEqual([1, 1]);
  });

  it('only tells how many with --dry-run, or when there are none', async () => {
    const { call, sent, rows } = await world([GOOD, BAD]);
    const nobody = { ...call, ask: undefined };
    expect(await redriveByFilter(nobody, { filter: {}, dryRun: true })).toBe(0);
    expect(await redriveByFilter(nobody, { filter: { reason: 'not-json' } })).toBe(0);
    expect(call.told).toEqual([
      '1 dead letter would be redriven; not redriven: 1 still-invalid.',
      '0 dead letters would be redriven.',
    ]);
    expect([sent(), rows()]).toEqual([[], []]);
  });
});

describe('what is typed behind dead redrive', () => {
  const typed = { gateway: 'http://in-process', yes: true };

  it('means by IDs, by filter or all', async () => {
    const { call, ids, sent } = await world([GOOD, OTHER]);
    const nobody = { ...call, ask: undefined };
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
    [['a'], { limit: 1 }, '--limit is for a filter'],
    [[], { all: true, edit: 'x' }, '--edit is for dead letters by their IDs'],
    [[], { all: true, force: true }, '--force is for dead letters by their IDs'],
    [[], { all: true, json: [] }, '--json is for dead letters by their IDs'],
  ] as const)('is refused with the remedy: %j %j', async (ids, more, message) => {
    const { call, sent } = await world([GOOD]);
    await expect(redrive({ ...call, ask: undefined }, ids, { ...typed, ...more })).rejects.toThrow(message);
    expect(sent()).toEqual([]);
  });
});
