import { describe, expect, it } from 'vitest';
import type { JobFilter } from '../../../client/index.ts';
import type { ChangesOptions } from '../../../client/operator.ts';
import { changingGateway, EndOfTest, rfc3339At, type Written } from './changing-gateway.ts';
import { answer, failureOf, scripted } from './scripted.ts';

interface Followed {
  /** Seconds from the beginning on. */
  readonly until: number;
  readonly filter?: JobFilter;
  readonly options?: ChangesOptions;
}

/** @returns the changes that are given, what is asked for them, and all checkpoints in between */
async function followed(writes: readonly Written[], { until, filter = {}, options = {} }: Followed) {
  const { operator, asked } = await changingGateway(writes, until);
  const given: string[] = [];
  const told: string[] = [];
  const onCheckpoint = (since: string) => void told.push(since);
  try {
    for await (const { requestId, status } of operator.changes(filter, { ...options, onCheckpoint })) {
      given.push(`${requestId} ${status}`);
      told.push(requestId);
    }
  } catch (error) {
    if (!(error instanceof EndOfTest)) throw error;
  }
  return { given, asked, told, since: asked.map((query) => query['since']) };
}

const followedFor = async (until: number, writes: readonly Written[], filter: JobFilter = {}) =>
  (await followed(writes, { until, filter })).given;

describe('changes', () => {
  it('are given once each, the earliest first, reading by reading', async () => {
    expect(
      await followedFor(200, [
        { id: 'b', at: 1.5 },
        { id: 'a', at: 0.5 },
        { id: 'c', at: 3 },
        { id: 'a', at: 100, status: 'failed' },
      ]),
    ).toEqual(['a published', 'b published', 'c published', 'a failed']);
  });

  it('are given from all pages of a reading', async () => {
    const ids = Array.from({ length: 501 }, (_, i) => ({ id: `lead-${i}`, at: 1 + i / 1000 }));
    expect(await followedFor(2, ids)).toEqual(ids.map(({ id }) => `${id} published`));
  });

  it('of one job are several, if only its status is another', async () => {
    const writes = [
      { id: 'a', at: 1, status: 'accepted' },
      { id: 'a', at: 1, seenAt: 3, status: 'published' },
    ] as const;
    expect(await followedFor(10, writes)).toEqual(['a accepted', 'a published']);
  });

  it('begin now: of what was before nothing is given, however far it is looked back', async () => {
    const past = Array.from({ length: 300 }, (_, i) => ({ id: `past-${i}`, at: -0.001 - i }));
    const now = { id: 'now', at: 0 };
    expect(await followedFor(300, [...past, now, { id: 'new', at: 2 }, { id: 'newer', at: 250 }])).toEqual([
      'now published',
      'new published',
      'newer published',
    ]);
    expect(await followedFor(300, past)).toEqual([]);
  });

  it.each<[string, string | Date]>([
    ['a time before now', '90s'],
    ['an instant', rfc3339At(-90)],
    ['an instant with an offset', '2026-03-01T00:58:30+01:00'],
    ['a Date', new Date(rfc3339At(-90))],
  ])('begin where %s says, and nothing before that is given, then or later', async (_, since) => {
    const writes = [
      { id: 'before', at: -90.001 },
      { id: 'first', at: -90 },
      { id: 'second', at: 60 },
      { id: 'before-too', at: -91, seenAt: 20 },
    ];
    expect(await followedFor(200, writes, { since })).toEqual(['first published', 'second published']);
  });

  it('that came late are given: each reading looks back behind the one before', async () => {
    const writes = [
      { id: 'b', at: 20 },
      { id: 'a', at: 15.5, seenAt: 20.5 },
    ];
    const { given, since } = await followed(writes, { until: 24 });
    expect(given).toEqual(['b published', 'a published']);
    expect(since).toEqual([...['0s'], ...Array(10).fill(rfc3339At(0)), ...Array(2).fill(rfc3339At(15))]);
  });

  it.each([
    100, 101, 119, 121, 129,
  ])('that took 90 s to be written until %s s are given, while others change all the time', async (seenAt) => {
    const others = Array.from({ length: 250 }, (_, i) => ({ id: `other-${i}`, at: i }));
    const late = { id: 'late', at: seenAt - 90, seenAt };
    const given = await followedFor(250, [...others, late]);
    expect(given).toContain('late published');
    expect(given).toHaveLength(251);
  });

  it('are given once, however seldom there is a reading', async () => {
    const writes = Array.from({ length: 100 }, (_, i) => ({ id: `lead-${i}`, at: 10 * i }));
    const { given } = await followed(writes, { until: 1_300, options: { everyMs: 300_000 } });
    expect(given).toEqual(writes.map(({ id }) => `${id} published`));
  });

  it('are those of the filter', async () => {
    const filter: JobFilter = { status: ['failed', 'canceled'], since: '3d', until: '1h' };
    const { given, asked } = await followed(
      [
        { id: 'a', at: 1, status: 'failed' },
        { id: 'b', at: 1 },
      ],
      {
        until: 2,
        filter,
      },
    );
    expect(given).toEqual(['a failed']);
    expect(asked[0]).toEqual({
      status: 'failed,canceled',
      since: '3d',
      orderBy: 'newest',
      pageSize: '500',
    });
  });

  it('have checkpoints: 90 s before each job that was taken, and not before the beginning', async () => {
    const writes = [
      { id: 'a', at: -100 },
      { id: 'b', at: 0 },
      { id: 'late', at: -4, seenAt: 1 },
    ];
    const { told } = await followed(writes, { until: 2, filter: { since: '120s' } });
    const [beginning, afterB] = [rfc3339At(-120), rfc3339At(-90)];
    expect(told).toEqual([beginning, 'a', beginning, 'b', afterB, afterB, 'late', afterB]);
  });

  it('that are followed from a checkpoint on are all that were not taken', async () => {
    const writes = Array.from({ length: 120 }, (_, i) => ({ id: `lead-${i}`, at: i, seenAt: i + (i % 90) }));
    const { told } = await followed(writes, { until: 240 });
    for (const [i, since] of told.entries()) {
      if (since.startsWith('lead-')) continue;
      const missed = writes.filter(({ id, at }) => !told.slice(0, i).includes(id) && rfc3339At(at) < since);
      expect(missed).toEqual([]);
    }
  });

  it('end with the reason of the signal', async () => {
    const { operator } = await changingGateway([{ id: 'a', at: 0 }], 10);
    const controller = new AbortController();
    const reason = new Error('enough');
    const follow = async () => {
      for await (const _ of operator.changes({}, { signal: controller.signal })) controller.abort(reason);
    };
    await expect(follow()).rejects.toBe(reason);
  });

  it('of a gateway that does not say what since means are refused, and not guessed', async () => {
    const { operator } = scripted([answer(200, { jobs: [] })]);
    expect(await failureOf(operator.changes().next())).toMatchObject({
      type: 'older-gateway',
      operation: 'listJobs',
      detail: expect.stringContaining('deploy the version of this client'),
    });
  });
});
