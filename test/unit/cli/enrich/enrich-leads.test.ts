import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { embedded } from '../../../../cli/enrich/embedded-target.ts';
import { type EnrichLeadsOptions, enrichLeads, type Waiting } from '../../../../cli/enrich/enrich-leads.ts';
import type { Enriched } from '../../../../cli/enrich/enriched-lead.ts';
import { leadsOf } from '../../../../cli/enrich/leads.ts';
import { beginRetrying } from '../../../../cli/enrich/retrying.ts';
import type { Target } from '../../../../cli/enrich/target.ts';
import { columnsOf } from '../../../../cli/lists/columns.ts';
import type { Row } from '../../../../cli/lists/open-list.ts';
import { UserError } from '../../../../cli/output/user-error.ts';
import { GatewayError } from '../../../../client/index.ts';

const HEADER = ['id', 'firstName', 'lastName', 'company', 'tags'];
const LIST = { header: HEADER, columns: columnsOf(HEADER) };
const DAY_MS = 86_400_000;
/** After so long a silent job is given up. */
const MONTH_MS = 31 * DAY_MS;

const TOKEN_ENDED = new GatewayError({ status: 401, type: 'unauthenticated', title: 'No', detail: 'Ended.' });
/** A gateway's answer for one lead of a batch. */
const OVERLOADED = { status: 503, type: 'unavailable', title: 'No', detail: 'Try later.' } as const;

let target: Target;
let interrupt: AbortController;
beforeEach(() => {
  target = embedded(false);
  interrupt = new AbortController();
});
afterEach(() => target.stop());

const lead = (id: string, tags = '', firstName = 'Ann'): Row => ({
  line: 2,
  lastLine: 2,
  bytes: 0,
  cells: [id, firstName, 'Lee', 'Acme', tags],
});
const outcome = (value: string) => `synthetic.outcome=${value}`;

/** Sends leads through a gateway in this process, and notes what comes out as it comes. */
async function* enrich(
  rows: Iterable<Row> | AsyncIterable<Row>,
  more: Partial<EnrichLeadsOptions> = {},
): AsyncGenerator<Enriched> {
  async function* source() {
    yield* rows;
  }
  const groups = enrichLeads(leadsOf({ ...LIST, rows: source() }, 'enrichMobile'), {
    ...target,
    concurrency: 100,
    signal: interrupt.signal,
    ...more,
  });
  for await (const group of groups) yield* group;
}
async function all(rows: Iterable<Row>, more?: Partial<EnrichLeadsOptions>): Promise<Enriched[]> {
  const given: Enriched[] = [];
  for await (const enriched of enrich(rows, more)) given.push(enriched);
  return given;
}
function tell({ row: { cells }, ...enriched }: Enriched): string {
  return enriched.kind === 'done'
    ? `${cells[0]} ${enriched.job.status} ${enriched.job.attempt}`
    : `${cells[0]} ${enriched.kind}: ${enriched.reason}`;
}

describe('enriching a list of leads', () => {
  it('gives every lead back in order, each as it ended, even when the first takes a month', async () => {
    const startedAt = target.clock.now();
    const enriched = await all([
      lead('a', outcome('silent')),
      lead('b'),
      lead('c', outcome('fail-first:2')),
      lead('d', outcome('rejected')),
      lead('e', outcome('discarded')),
      lead('f', outcome('expired')),
    ]);
    expect(enriched.map(tell)).toEqual([
      'a unanswered 1',
      'b completed 1',
      'c completed 3',
      'd rejected 1',
      'e discarded 1',
      'f canceled 1',
    ]);
    expect(target.clock.now() - startedAt).toBeGreaterThan(MONTH_MS);
  });

  it('ends with every lead that comes again, however long after its end', { timeout: 60_000 }, async () => {
    const again = Array.from({ length: 900 }, (_, i) =>
      i > 100 ? [i, i - 100 - ((i * 7) % (i - 100))] : [i],
    );
    const ids = again.flat().map((id) => `again-${id}`);
    const enriched = await all(
      ids.map((id) => lead(id)),
      { concurrency: target.concurrency },
    );
    expect(enriched.map(tell)).toEqual(ids.map((id) => `${id} completed 1`));
  });

  it('says why a lead was not taken, and goes on', async () => {
    const enriched = await all([
      { ...lead('a'), defect: 'opens a quote that is not closed' },
      lead(' '),
      lead('b', 'no tag'),
      lead('c', '', ''),
      lead('d', '', 'ann@acme.example'),
      lead('e'),
    ]);
    expect(enriched.map(tell)).toEqual([
      'a skipped: opens a quote that is not closed',
      '  skipped: id is blank: give it one, or do without in the whole list by --map id=',
      'b skipped: tags must be name=value, several separated by ;',
      expect.stringMatching(/^c skipped: firstName is required/),
      'd skipped: firstName is an address: are the columns shifted?',
      'e completed 1',
    ]);
    expect(enriched.map(({ id, requestId }) => [id, requestId])).toEqual([
      ['a', ''],
      [undefined, ''],
      ['b', ''],
      ['c', 'c_enrichMobile_1'],
      ['d', ''],
      ['e', 'e_enrichMobile_1'],
    ]);
  });

  it('takes any ID, each as a request ID of its own', async () => {
    const ids = ['ann@b.example', 'ann~40b.example', 'Ann Lee', '..', '7'.repeat(200)];
    const enriched = await all(ids.map((id) => lead(id)));
    expect(enriched.map(tell)).toEqual(ids.map((id) => `${id} completed 1`));
    expect(new Set(enriched.map(({ requestId }) => requestId)).size).toBe(ids.length);
  });

  it('says what it took away from the cells before it sent them', async () => {
    const [enriched] = await all([lead('\u200Ba', '', '"Ann"')]);
    expect(enriched).toMatchObject({ kind: 'done', id: 'a', requestId: 'a_enrichMobile_1' });
    expect(enriched?.tidied.toSorted()).toEqual(['invisible characters', 'quotes']);
  });

  it('requests a lead that comes twice once, and refuses other values under the same ID', async () => {
    const enriched = await all([lead('a'), lead('a'), lead('a', '', 'Bob')]);
    expect(enriched.map(tell)).toEqual([
      'a completed 1',
      'a completed 1',
      expect.stringMatching(
        /^a skipped: id was used before with other values, .* give it a new id, such as a-2$/,
      ),
    ]);
    expect(enriched.map((one) => one.kind === 'done' && one.known)).toEqual([false, true, false]);
    expect((await all([lead('a')])).map((one) => one.kind === 'done' && one.known)).toEqual([true]);
  });

  it('has no more leads at work than it may: the next one is taken when another has ended', async () => {
    const startedAt = target.clock.now();
    const takenAfter: number[] = [];
    function* timed() {
      for (const one of [lead('a', outcome('silent')), lead('b', outcome('silent')), lead('c'), lead('d')]) {
        takenAfter.push(target.clock.now() - startedAt);
        yield one;
      }
    }
    expect((await all(timed(), { concurrency: 2 })).map(tell)).toEqual([
      'a unanswered 1',
      'b unanswered 1',
      'c completed 1',
      'd completed 1',
    ]);
    expect(takenAfter.map((ms) => ms > MONTH_MS)).toEqual([false, false, true, true]);
  });

  it('calls a lead open of which the gateway did not say whether it took it, and goes on', async () => {
    const { jobs } = target.client;
    const submitMany = jobs.submitMany.bind(jobs);
    jobs.submitMany = async function* (...given) {
      for await (const result of submitMany(...given))
        yield result.requestId?.startsWith('b_')
          ? {
              ok: false,
              requestId: result.requestId,
              error: new GatewayError({ ...OVERLOADED, problem: OVERLOADED }),
            }
          : result;
    };
    const enriched = await all([lead('a'), lead('b'), lead('c')]);
    expect(enriched.map(tell)).toEqual([
      'a completed 1',
      'b open: the gateway did not say whether it took the lead (503): give the same command again, which ' +
        'requests nothing twice',
      'c completed 1',
    ]);
    const retrying = await beginRetrying(undefined, target.clock.now());
    expect((await all([lead('b')], { retrying })).map(tell)).toEqual([
      'b open: the gateway did not say whether it took the lead (503): give the same command without --retry, ' +
        'which requests nothing twice',
    ]);
  });

  it('leaves leads as they ended in an earlier run, unless they are to be retried', async () => {
    const leads = [lead('a', outcome('failed')), lead('b'), lead('c', outcome('rejected'))];
    const ended = ['a failed 3', 'b completed 1', 'c rejected 1'];
    expect((await all(leads)).map(tell)).toEqual(ended);
    expect((await all(leads)).map(tell)).toEqual(ended);
    const retrying = await beginRetrying(undefined, target.clock.now());
    expect((await all(leads, { retrying })).map(tell)).toEqual([
      'a failed 4',
      'b completed 1',
      'c rejected 1',
    ]);
  });

  it('tells that a lead was not retried, where no budget had room for it', async () => {
    const leads = [lead('a', outcome('failed')), lead('b')];
    await all(leads);
    const problem = { status: 429, type: 'over-budget', title: 'No', detail: 'Send it again tomorrow.' };
    target.client.jobs.retry = async () => {
      throw new GatewayError({ ...problem, problem });
    };
    const retrying = await beginRetrying(undefined, target.clock.now());
    expect((await all(leads, { retrying })).map(tell)).toEqual([
      'a skipped: was not retried: Send it again tomorrow.',
      'b completed 1',
    ]);
  });

  it('tells of leads that wait, and for how long the oldest does', async () => {
    const told: Waiting[] = [];
    await all([lead('a', outcome('silent')), lead('b')], { onWaiting: (waiting) => told.push(waiting) });
    expect(told[0]).toEqual({ leads: 2, oldestMs: 0 });
    const last = told.findLast(({ leads }) => leads > 0);
    expect(last).toMatchObject({ leads: 1, oldestMs: expect.any(Number) });
    expect(last?.oldestMs).toBeGreaterThan(30 * DAY_MS);
  });

  it('gives what was read before the list broke off, and then the error', async () => {
    async function* breaking() {
      yield* [lead('a'), lead('b')];
      throw new UserError('The list broke off.');
    }
    const given: string[] = [];
    const reading = async () => {
      for await (const enriched of enrich(breaking())) given.push(tell(enriched));
    };
    await expect(reading()).rejects.toThrow('The list broke off.');
    expect(given).toEqual(['a completed 1', 'b completed 1']);
  });

  it('gives what is finished when the gateway stops taking its token, and then the error', async () => {
    const { jobs } = target.client;
    const getMany = jobs.getMany.bind(jobs);
    const deadAt = target.clock.now() + DAY_MS;
    jobs.getMany = async (...asked) => {
      if (target.clock.now() > deadAt) throw TOKEN_ENDED;
      return getMany(...asked);
    };
    const given: string[] = [];
    const reading = async () => {
      for await (const enriched of enrich([lead('a', outcome('silent')), lead('b'), lead('c')]))
        given.push(tell(enriched));
    };
    await expect(reading()).rejects.toMatchObject({ status: 401 });
    expect(given).toEqual(['b completed 1', 'c completed 1']);
  });

  it('gives what is finished when it is interrupted, and nothing else', async () => {
    const leads = [lead('a', outcome('silent')), lead('b'), lead('c', outcome('silent')), lead('d')];
    void target.clock.sleep(DAY_MS).then(() => interrupt.abort());
    expect((await all(leads)).map(tell)).toEqual(['b completed 1', 'd completed 1']);
  });

  it('gives what is finished when it is interrupted while the list says nothing', async () => {
    async function* stalled() {
      yield lead('a');
      interrupt.abort();
      await new Promise(() => undefined);
    }
    const given: string[] = [];
    for await (const enriched of enrich(stalled(), { concurrency: 1 })) given.push(tell(enriched));
    expect(given).toEqual(['a completed 1']);
  });

  it('does nothing once it is interrupted', async () => {
    interrupt.abort();
    expect(await all([lead('a')])).toEqual([]);
  });
});
