import { describe, expect, it } from 'vitest';
import { type JobAct, orderOf, REPLAY, RETRY } from '../../../../cli/jobs/acts/job-acts.ts';
import { actOnMany, countOnly, type ManyAsked } from '../../../../cli/operations/act-on-many.ts';
import { type Answer, answer } from '../../client/scripted.ts';
import { DONE, ID, RUNNING, watchingCall } from './watching.ts';

const COUNTED = { ...DONE, dryRun: true, done: 3, found: 7, skipped: { purged: 4 } };
const FILTER = { status: 'canceled', since: '2d' } as const;

interface Acted extends Partial<ManyAsked> {
  readonly reason?: string;
  readonly limit?: number;
  readonly act?: JobAct;
  readonly answers: readonly object[];
  readonly says?: boolean | 'interrupted';
}

async function acted({ act = RETRY, answers, says, reason, limit, ...asked }: Acted) {
  const call = watchingCall(answers.map((body): Answer => answer(202, body)));
  const questions: string[] = [];
  const ask = async (question: string) => {
    questions.push(question);
    if (says === 'interrupted') call.interrupt();
    return says === true;
  };
  const given = { ...call, ask: says === undefined ? undefined : ask };
  const order = orderOf(act, { filter: FILTER }, { reason, limit });
  const code = await actOnMany(given, act, { order, ...asked });
  const bodies = call.requests.flatMap(({ body }) => (body === undefined ? [] : [JSON.parse(body)]));
  return { ...call, code, questions, bodies };
}

describe('an act on many jobs', () => {
  it('is counted, asked for, started, and watched to its end', async () => {
    const { code, questions, bodies, requests, sink, told } = await acted({
      answers: [COUNTED, RUNNING, RUNNING, DONE],
      says: true,
      limit: 5,
      rate: 600,
      reason: 'OPS-311',
    });
    expect(questions).toEqual(['4 of 7 are left out (purged 4). Retry 3 jobs (up to 3 charges)? [y/N] ']);
    expect(bodies[0]).toEqual({ kind: 'retry', filter: FILTER, reason: 'OPS-311', limit: 5, dryRun: true });
    // The jobs that were counted, no more of them, and none that has come to match since.
    const filter = { ...COUNTED.filter, until: COUNTED.requestedAt };
    expect(bodies[1]).toEqual({ kind: 'retry', filter, reason: 'OPS-311', limit: 3, ratePerMinute: 600 });
    expect(requests[1]?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
    expect([code, requests.length, told]).toEqual([0, 4, []]);
    expect(sink.written()).toContain('state\tdone\n');
  });

  it('that costs nothing speaks of no charges', async () => {
    const answers = [{ ...COUNTED, done: 1, skipped: {} }, DONE];
    expect((await acted({ act: REPLAY, answers, says: true })).questions).toEqual(['Replay 1 job? [y/N] ']);
  });

  it('does nothing when the person says no, or leaves', async () => {
    for (const [says, expected] of [[false, 1] as const, ['interrupted', 130] as const]) {
      const { code, told, requests } = await acted({ answers: [COUNTED], says });
      expect([code, told, requests.length]).toEqual([expected, ['Nothing was retried.'], 1]);
    }
  });

  it('does nothing when it is interrupted while it is counted', async () => {
    const call = watchingCall([
      async () => {
        call.interrupt();
        throw new Error('interrupted');
      },
    ]);
    const asked = { order: orderOf(RETRY, { filter: FILTER }, {}) };
    expect(await actOnMany({ ...call, ask: async () => true }, RETRY, asked)).toBe(130);
    expect([call.told, call.requests.length]).toEqual([['Nothing was retried.'], 1]);
  });

  it('asks nothing where it can be done to none', async () => {
    const { code, questions, told, sink } = await acted({ answers: [{ ...COUNTED, done: 0 }], says: false });
    expect([code, questions, told]).toEqual([0, [], ['Nothing was retried: of 7 jobs none can be.']]);
    expect(sink.written()).toContain('skipped\tpurged 4\n');
  });

  it('is a fault where its jobs could not even be counted', async () => {
    const none = { ...COUNTED, done: 0, skipped: {}, failed: { 'store-unavailable': 7 } };
    expect((await acted({ answers: [none], says: true })).code).toBe(1);
  });

  it('ends with the count, whatever end is given that is still to come', async () => {
    const filter = { ...COUNTED.filter, until: '2126-03-01T09:00:00.000Z' };
    const { bodies } = await acted({ answers: [{ ...COUNTED, filter }, DONE], says: true });
    expect(bodies[1].filter.until).toBe(COUNTED.requestedAt);
  });

  it('neither asks nor counts with --yes, and says what failed', async () => {
    const { code, told, bodies } = await acted({ answers: [{ ...DONE, failed: { fault: 2 } }], yes: true });
    expect(bodies).toEqual([{ kind: 'retry', filter: FILTER }]);
    expect([code, told[0]]).toEqual([1, expect.stringContaining('Failed, by the reason: fault 2.')]);
  });

  it('without a terminal and without --yes is refused before anything is called', async () => {
    await expect(acted({ answers: [] })).rejects.toThrow(/each may be charged.*--yes/);
    await expect(acted({ act: REPLAY, answers: [] })).rejects.toThrow(
      /^Nothing was replayed: they may be many/,
    );
  });

  it('prints its ID alone with --detach, and says how to go on', async () => {
    const { code, told, sink, requests } = await acted({ answers: [RUNNING], yes: true, detach: true });
    expect([code, sink.written(), requests.length]).toEqual([0, `${ID}\n`, 1]);
    expect(told).toEqual([expect.stringContaining(`operations abort ${ID} ends it`)]);
    const json = await acted({ answers: [RUNNING], yes: true, detach: true, json: ['id'] });
    expect(JSON.parse(json.sink.written())).toEqual({ id: ID });
  });

  it('whose answer is lost is sent again by the same key', async () => {
    const call = watchingCall([new Error('reset'), answer(503, {}), answer(202, DONE)]);
    const asked = { order: orderOf(RETRY, { filter: FILTER }, {}), yes: true };
    expect(await actOnMany({ ...call, ask: undefined }, RETRY, asked)).toBe(0);
    const keys = call.requests.map(({ headers }) => headers['idempotency-key']);
    expect([keys.length, new Set(keys).size, call.told]).toEqual([3, 1, []]);
  });

  it.each([
    ['no answer at all', new Error('reset')],
    ['a fault', answer(500, {})],
    ['a gateway that is in the way', answer(504, 'upstream timeout')],
  ])('that may have been started all the same, after %s, says so', async (_what, lost) => {
    const call = watchingCall([lost]);
    const asked = { order: orderOf(RETRY, { filter: FILTER }, {}), yes: true };
    await expect(actOnMany({ ...call, ask: undefined }, RETRY, asked)).rejects.toThrow();
    expect(call.told).toEqual([
      expect.stringMatching(/may have been started.*operations list.*given again.*another one/is),
    ]);
  });

  it('that was refused, or only counted, says nothing of the kind', async () => {
    const refused = watchingCall([answer(403, {})]);
    const asked = { order: orderOf(RETRY, { filter: FILTER }, {}), yes: true };
    await expect(actOnMany({ ...refused, ask: undefined }, RETRY, asked)).rejects.toThrow();
    const counted = watchingCall([answer(503, {})]);
    await expect(countOnly({ ...counted, ask: undefined }, asked)).rejects.toThrow();
    expect([refused.told, counted.told]).toEqual([[], []]);
  });

  it('that is interrupted while it is started is told by its ID', async () => {
    const call = watchingCall([
      async () => {
        call.interrupt();
        return answer(202, RUNNING);
      },
    ]);
    const asked = { order: orderOf(RETRY, { filter: FILTER }, {}), yes: true };
    expect(await actOnMany({ ...call, ask: undefined }, RETRY, asked)).toBe(130);
    expect(call.sink.written()).toBe(`${ID}\n`);
  });

  it('has no member of single jobs as JSON', async () => {
    await expect(acted({ answers: [], yes: true, json: ['successor'] })).rejects.toThrow(
      '--json: an operation, as of a filter, has no field successor; it has id, kind,',
    );
  });
});

describe('a dry run', () => {
  it('counts, by filter or by IDs, and asks nobody', async () => {
    const call = { ...watchingCall([answer(202, COUNTED)]), ask: undefined };
    expect(await countOnly(call, { order: orderOf(REPLAY, { requestIds: ['a', 'b'] }, {}) })).toBe(0);
    expect(JSON.parse(call.requests[0]?.body ?? '')).toEqual({
      kind: 'replay',
      requestIds: ['a', 'b'],
      dryRun: true,
    });
    expect(call.sink.written()).toContain('kind\tretry (dry run)\n');
  });
});
