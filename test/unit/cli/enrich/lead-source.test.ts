import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { LeadSource } from '../../../../cli/enrich/lead-source.ts';
import type { Lead } from '../../../../cli/enrich/leads.ts';

const lead = (line: number): Lead => ({
  row: { line, lastLine: line, bytes: 0, cells: [String(line)] },
  id: String(line),
  tidied: [],
});
const linesOf = (leads: readonly Lead[]) => leads.map(({ row }) => row.line);

/** Leads from 1 on; before each in `pauses`, nothing comes for so many milliseconds. */
async function* leads(count: number, pauses: Readonly<Record<number, number>> = {}): AsyncGenerator<Lead> {
  for (let line = 1; line <= count; line += 1) {
    await setTimeout(pauses[line] ?? 0);
    yield lead(line);
  }
}

async function* breaksAfter(count: number): AsyncGenerator<Lead> {
  yield* leads(count);
  throw new Error('broke off');
}

const never = { signal: new AbortController().signal };

describe('leads taken from a list', () => {
  it('come in chunks, in order, to the end', async () => {
    const source = new LeadSource(leads(5), never);
    expect(linesOf(await source.take(3, false))).toEqual([1, 2, 3]);
    expect(source.ended).toBe(false);
    expect(linesOf(await source.take(3, false))).toEqual([4, 5]);
    expect([source.ended, source.failure]).toEqual([true, undefined]);
    expect(await source.take(3, false)).toEqual([]);
  });

  it('that are there are given when the next one pauses, which comes later', async () => {
    const source = new LeadSource(leads(3, { 3: 800 }), never);
    expect(linesOf(await source.take(100, false))).toEqual([1, 2]);
    expect(source.ended).toBe(false);
    expect(linesOf(await source.take(100, false))).toEqual([3]);
  });

  it('are not waited for while there is other work', async () => {
    const source = new LeadSource(leads(1, { 1: 1_000 }), never);
    expect(await source.take(100, true)).toEqual([]);
    expect(linesOf(await source.take(100, false))).toEqual([1]);
  });

  it('may be asked not to be waited for at all', async () => {
    const source = new LeadSource(leads(1, { 1: 100 }), { ...never, pauseMs: 0 });
    expect(await source.take(100, true)).toEqual([]);
  });

  it('that were read before the list broke off are given; its error is kept', async () => {
    const source = new LeadSource(breaksAfter(2), never);
    expect(linesOf(await source.take(100, false))).toEqual([1, 2]);
    expect([source.ended, source.failure]).toEqual([true, new Error('broke off')]);
  });

  it('are not waited for once the signal aborts', async () => {
    const interrupt = new AbortController();
    const source = new LeadSource(leads(2, { 2: 60_000 }), interrupt);
    const taken = source.take(100, false);
    interrupt.abort();
    expect(await taken).toEqual([]);
  });
});
