import { describe, expect, it } from 'vitest';
import { embedded } from '../../../../../cli/enrich/embedded-target.ts';
import { enrichLeads } from '../../../../../cli/enrich/enrich-leads.ts';
import type { Enriched } from '../../../../../cli/enrich/enriched-lead.ts';
import { type Lead, leadsOf } from '../../../../../cli/enrich/leads.ts';
import { enrichInThreads } from '../../../../../cli/enrich/threads/enrich-in-threads.ts';
import { columnsOf } from '../../../../../cli/lists/columns.ts';
import type { Row } from '../../../../../cli/lists/open-list.ts';
import { hash32 } from '../../../../../shared/jobs/hash.ts';

const HEADER = ['id', 'firstName', 'lastName', 'company', 'tags'];
const OUTCOMES = ['', '', 'fail-first:2', 'rejected', 'failed', '', 'discarded', 'expired', 'canceled', ''];
const COUNT = 1_500;

/** Some are silent for a month, every seventh is there twice, every eleventh twice with other values. */
function cellsOf(n: number): string[] {
  const [id, name] = n % 7 === 3 ? [n - 1, n - 1] : n % 11 === 5 ? [n - 3, n] : [n, n];
  const outcome = n % 400 === 398 ? 'silent' : (OUTCOMES[id % OUTCOMES.length] ?? '');
  return [`t${id}`, 'Ann', `Lee ${name}`, 'Acme', outcome === '' ? '' : `synthetic.outcome=${outcome}`];
}

async function* rows(count = COUNT): AsyncGenerator<Row> {
  for (let n = 0; n < count; n += 1)
    yield { line: n + 2, lastLine: n + 2, bytes: n, cells: n % 50 === 49 ? [' '] : cellsOf(n) };
}

const leads = (of: AsyncIterable<Row> = rows()) =>
  leadsOf({ header: HEADER, columns: columnsOf(HEADER), rows: of }, 'enrichMobile');

function inThreads(of: AsyncIterable<Lead>, signal = new AbortController().signal) {
  return enrichInThreads(of, { threads: 3, concurrency: 50, signal, onWaiting: () => undefined });
}

async function all(groups: AsyncIterable<readonly Enriched[]>): Promise<Enriched[]> {
  const given: Enriched[] = [];
  for await (const group of groups) given.push(...group);
  return given;
}

function tell({ row, ...enriched }: Enriched): string {
  const outcome =
    enriched.kind === 'done'
      ? `${enriched.job.status} ${enriched.job.attempt} ${enriched.known}`
      : enriched.reason;
  return `${row.line} ${enriched.requestId} ${outcome}`;
}

describe('leads that threads share', () => {
  it('come out as from one thread: each as it ended, in the order of the list', {
    timeout: 120_000,
  }, async () => {
    const target = embedded(false);
    const { signal } = new AbortController();
    const one = await all(enrichLeads(leads(), { ...target, signal }));
    target.stop();
    const shared = await all(inThreads(leads()));
    expect(shared).toHaveLength(COUNT);
    expect(shared.map(tell)).toEqual(one.map(tell));
    expect(new Set(shared.map((lead) => (lead.kind === 'done' ? lead.job.status : lead.kind)))).toEqual(
      new Set(['completed', 'rejected', 'failed', 'discarded', 'canceled', 'unanswered', 'skipped']),
    );
  });

  it('that were read before the list broke off come out, and then its error', {
    timeout: 60_000,
  }, async () => {
    async function* breaksOff() {
      yield* rows(40);
      throw new Error('broke off');
    }
    const given: Enriched[] = [];
    const enriching = async () => {
      for await (const group of inThreads(leads(breaksOff()))) given.push(...group);
    };
    await expect(enriching()).rejects.toThrow('broke off');
    expect(given).toHaveLength(40);
  });

  it('end with the error of a thread that fails, and nobody waits for it', { timeout: 120_000 }, async () => {
    const threadOf = ({ submission }: Lead) => hash32(submission?.requestId ?? '') % 3;
    let failing: number | undefined;
    // The first one fails, and more follow for the others than they can hold back.
    async function* oneThatIsNone() {
      for await (const lead of leads(rows(24_000))) {
        const { submission } = lead;
        if (failing === undefined && submission) {
          failing = threadOf(lead);
          yield { ...lead, toJSON: () => null };
        } else if (threadOf(lead) !== failing) yield lead;
      }
    }
    await expect(all(inThreads(oneThatIsNone()))).rejects.toThrow(/null/);
  });

  it('end with what is finished when they are interrupted', { timeout: 60_000 }, async () => {
    const interrupt = new AbortController();
    const given: Enriched[] = [];
    for await (const group of inThreads(leads(rows(100_000)), interrupt.signal)) {
      given.push(...group);
      interrupt.abort();
    }
    expect(given.length).toBeGreaterThan(0);
    expect(given.length).toBeLessThan(5_000);
    const lines = given.map(({ row }) => row.line);
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  });

  it('leave no thread behind when nobody takes them any more', { timeout: 60_000 }, async () => {
    for await (const group of inThreads(leads(rows(100_000)))) {
      expect(process.getActiveResourcesInfo()).toContain('MessagePort');
      if (group.length > 0) break;
    }
    await expect.poll(() => process.getActiveResourcesInfo()).not.toContain('MessagePort');
  });
});
