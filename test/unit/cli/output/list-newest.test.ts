import { describe, expect, it } from 'vitest';
import { listNewest, type NewestOptions } from '../../../../cli/output/list-newest.ts';
import { recordedSink } from './recorded-sink.ts';

interface Item {
  readonly name: string;
}

/** The rows and lines that come of items, the sizes of pages, and how many items were read. */
async function listed(names: readonly string[], options: Pick<NewestOptions<Item>, 'limit' | 'where'>) {
  const sink = recordedSink(undefined);
  const told: string[] = [];
  const sizes: number[] = [];
  let read = 0;
  const columns = [{ name: 'name', of: ({ name }: Item) => name }];
  await listNewest<Item>(
    { sink, tell: (line) => told.push(line) },
    { columns, json: undefined, none: 'There is none.', ...options },
    async function* (pageSize) {
      sizes.push(pageSize);
      for (const name of names) {
        read += 1;
        yield { name };
      }
    },
  );
  return { rows: sink.written().split('\n').slice(0, -1), told, sizes, read };
}

describe('the newest of a list', () => {
  it('are as many as are asked for, of which one more tells that there are more', async () => {
    expect(await listed(['c', 'b', 'a'], { limit: 1 })).toEqual({
      rows: ['c'],
      told: ['These are the newest 1: --limit shows more.'],
      sizes: [2],
      read: 2,
    });
    expect((await listed(['b', 'a'], { limit: 2 })).told).toEqual([]);
    expect((await listed([], { limit: 2 })).told).toEqual(['There is none.']);
  });

  it('are asked for by no page that is larger than a gateway has', async () => {
    expect((await listed(['a'], { limit: 499 })).sizes).toEqual([500]);
    expect((await listed(['a'], { limit: 500 })).sizes).toEqual([500]);
  });

  it('that meet a condition of the command are looked for by whole pages', async () => {
    const { rows, told, sizes } = await listed(['c', 'b', 'a'], {
      limit: 1,
      where: ({ name }) => name < 'c',
    });
    expect([rows, told, sizes]).toEqual([['b'], ['These are the newest 1: --limit shows more.'], [500]]);
  });
});
