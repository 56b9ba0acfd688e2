import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { RowSource } from '../../../../cli/enrich/row-source.ts';
import type { Row } from '../../../../cli/lists/open-list.ts';

const row = (line: number): Row => ({ line, lastLine: line, bytes: 0, cells: [String(line)] });
const linesOf = (rows: readonly Row[]) => rows.map(({ line }) => line);

/** Rows from 1 on; before each in `pauses`, nothing comes for so many milliseconds. */
async function* rows(count: number, pauses: Readonly<Record<number, number>> = {}): AsyncGenerator<Row> {
  for (let line = 1; line <= count; line += 1) {
    await setTimeout(pauses[line] ?? 0);
    yield row(line);
  }
}

async function* breaksAfter(count: number): AsyncGenerator<Row> {
  yield* rows(count);
  throw new Error('broke off');
}

const never = new AbortController().signal;

describe('rows taken from a list', () => {
  it('come in chunks, in order, to the end', async () => {
    const source = new RowSource(rows(5), never);
    expect(linesOf(await source.take(3, false))).toEqual([1, 2, 3]);
    expect(source.ended).toBe(false);
    expect(linesOf(await source.take(3, false))).toEqual([4, 5]);
    expect([source.ended, source.failure]).toEqual([true, undefined]);
    expect(await source.take(3, false)).toEqual([]);
  });

  it('that are there are given when the next one pauses, which comes later', async () => {
    const source = new RowSource(rows(3, { 3: 800 }), never);
    expect(linesOf(await source.take(100, false))).toEqual([1, 2]);
    expect(source.ended).toBe(false);
    expect(linesOf(await source.take(100, false))).toEqual([3]);
  });

  it('are not waited for while there is other work', async () => {
    const source = new RowSource(rows(1, { 1: 1_000 }), never);
    expect(await source.take(100, true)).toEqual([]);
    expect(linesOf(await source.take(100, false))).toEqual([1]);
  });

  it('that were read before the list broke off are given; its error is kept', async () => {
    const source = new RowSource(breaksAfter(2), never);
    expect(linesOf(await source.take(100, false))).toEqual([1, 2]);
    expect([source.ended, source.failure]).toEqual([true, new Error('broke off')]);
  });

  it('are not waited for once the signal aborts', async () => {
    const interrupt = new AbortController();
    const source = new RowSource(rows(2, { 2: 60_000 }), interrupt.signal);
    const taken = source.take(100, false);
    interrupt.abort();
    expect(await taken).toEqual([]);
  });
});
