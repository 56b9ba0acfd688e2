import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Enriched, enrichLeads } from '../../../../cli/enrich/enrich-leads.ts';
import type { Lead } from '../../../../cli/enrich/leads.ts';
import { embedded, type Target } from '../../../../cli/enrich/target.ts';
import { UserError } from '../../../../cli/output/user-error.ts';
import { GatewayError } from '../../../../client/index.ts';

const HEADER = ['id', 'firstName', 'lastName', 'company', 'tags'];
const DAY_MS = 86_400_000;
/** After so long a silent job is given up. */
const MONTH_MS = 31 * DAY_MS;

const TOKEN_ENDED = new GatewayError({ status: 401, type: 'unauthenticated', title: 'No', detail: 'Ended.' });

let target: Target;
let interrupt: AbortController;
beforeEach(() => {
  target = embedded(false);
  interrupt = new AbortController();
});
afterEach(() => target.stop());

const lead = (id: string, tags = '', firstName = 'Ann'): Lead => ({
  line: 2,
  bytes: 0,
  cells: [id, firstName, 'Lee', 'Acme', tags],
});
const outcome = (value: string) => `synthetic.outcome=${value}`;

/** Sends leads through a gateway in this process, and notes what comes out as it comes. */
async function* enrich(
  leads: Iterable<Lead> | AsyncIterable<Lead>,
  concurrency = 100,
): AsyncGenerator<Enriched> {
  async function* source() {
    yield* leads;
  }
  yield* enrichLeads(source(), {
    ...target,
    jobType: 'enrichMobile',
    header: HEADER,
    concurrency,
    signal: interrupt.signal,
  });
}
async function all(leads: Iterable<Lead>, concurrency?: number): Promise<Enriched[]> {
  const given: Enriched[] = [];
  for await (const enriched of enrich(leads, concurrency)) given.push(enriched);
  return given;
}
function tell({ lead: { cells }, ...enriched }: Enriched): string {
  return enriched.kind === 'done'
    ? `${cells[0]} ${enriched.job.status} ${enriched.job.attempt}`
    : `${cells[0]} ${enriched.reason}`;
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

  it('says why a lead was not taken, and goes on', async () => {
    const enriched = await all([
      { ...lead('a'), unreadable: 'has 2 fields where the header has 5' },
      lead(' '),
      lead('b', 'no tag'),
      lead('c', '', ''),
      lead('a b'),
      lead('d'),
    ]);
    expect(enriched.map(tell)).toEqual([
      'a has 2 fields where the header has 5',
      '  id is blank',
      'b tags must be name=value, several separated by ;',
      expect.stringMatching(/^c firstName is required/),
      expect.stringMatching(/^a b id may contain only letters/),
      'd completed 1',
    ]);
    expect(enriched.map(({ requestId }) => requestId)).toEqual([
      '',
      '',
      '',
      'c_enrichMobile_1',
      'a b_enrichMobile_1',
      'd_enrichMobile_1',
    ]);
  });

  it('requests a lead that comes twice once, and refuses other values under the same ID', async () => {
    const enriched = await all([lead('a'), lead('a'), lead('a', '', 'Bob')]);
    expect(enriched.map(tell)).toEqual([
      'a completed 1',
      'a completed 1',
      expect.stringMatching(/^a id was used before with other values/),
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
    expect((await all(timed(), 2)).map(tell)).toEqual([
      'a unanswered 1',
      'b unanswered 1',
      'c completed 1',
      'd completed 1',
    ]);
    expect(takenAfter.map((ms) => ms > MONTH_MS)).toEqual([false, false, true, true]);
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

  it('does nothing once it is interrupted', async () => {
    interrupt.abort();
    expect(await all([lead('a')])).toEqual([]);
  });
});
