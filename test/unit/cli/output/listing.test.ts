import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Column } from '../../../../cli/output/column.ts';
import { createListing, writeDetails } from '../../../../cli/output/listing.ts';
import { parseVerbatim } from '../../../../cli/output/verbatim-json.ts';
import { recordedSink } from './recorded-sink.ts';

interface Thing {
  readonly name: string;
  readonly size?: unknown;
  readonly madeAt: string | null;
  readonly tags: readonly string[];
}

const COLUMNS: readonly Column<Thing>[] = [
  { name: 'name', of: ({ name }) => name, isKept: true },
  { name: 'size', of: ({ size }) => size as number },
  { name: 'madeAt', of: ({ madeAt }) => madeAt, isTime: true },
  { name: 'tags', of: ({ tags }) => tags, style: ({ tags }) => (tags.length > 0 ? 'green' : undefined) },
];
const THINGS: readonly Thing[] = [
  { name: 'one', size: 1, madeAt: '2026-03-01T11:57:00.000Z', tags: ['a=1', 'b=2'] },
  { name: 'evil\u001b[2J\tname\n\u202e', madeAt: null, tags: [] },
];

beforeEach(() => {
  for (const name of ['NO_COLOR', 'FORCE_COLOR', 'NODE_DISABLE_COLORS']) vi.stubEnv(name, undefined);
});
afterEach(() => vi.unstubAllEnvs());

function listed(width: number | undefined, things: readonly Thing[], json?: readonly string[]): string {
  const sink = recordedSink(width);
  const listing = createListing<Thing>(sink, { columns: COLUMNS, json });
  for (const thing of things) listing.add(thing);
  listing.end();
  return sink.written();
}

describe('a list on a terminal', () => {
  it('is a table with times as people tell them, and nothing that the terminal obeys', () => {
    vi.stubEnv('NO_COLOR', '1');
    expect(listed(80, THINGS)).toBe(
      [
        'NAME                         SIZE  MADE AT  TAGS',
        'one                          1     3m ago   a=1, b=2',
        'evil\\u001b[2J\\tname\\n\\u202e',
        '',
      ].join('\n'),
    );
  });

  it('has colours, unless NO_COLOR is set', () => {
    expect(listed(80, THINGS.slice(0, 1))).toBe(
      [
        '\u001b[1mNAME\u001b[22m  \u001b[1mSIZE\u001b[22m  \u001b[1mMADE AT\u001b[22m  \u001b[1mTAGS\u001b[22m',
        'one   1     3m ago   \u001b[32ma=1, b=2\u001b[39m',
        '',
      ].join('\n'),
    );
  });

  it('is nothing when it is empty', () => {
    expect(listed(80, [])).toBe('');
  });
});

describe('a list in a pipe', () => {
  it('is tab-separated values without a header or colours, each item a line, and times as they came', () => {
    vi.stubEnv('FORCE_COLOR', '1');
    expect(listed(undefined, THINGS)).toBe(
      ['one\t1\t2026-03-01T11:57:00.000Z\ta=1, b=2', 'evil\\u001b[2J\\tname\\n\\u202e\t\t\t', ''].join('\n'),
    );
  });

  it('has a number as long as it is, and whatever else a gateway sends, without a fault', () => {
    const sizes = [parseVerbatim('12345678901234567890'), { a: 1 }, [2, null], true];
    const lines = sizes.map((size) => listed(undefined, [{ name: 'x', size, madeAt: null, tags: [] }]));
    expect(lines.map((line) => line.split('\t')[1])).toEqual([
      '12345678901234567890',
      '{"a":1}',
      '2',
      'true',
    ]);
  });
});

describe('a list as JSON', () => {
  it.each([80, undefined])('is one array, on a terminal and in a pipe: %s', (width) => {
    expect(listed(width, THINGS, [])).toBe(
      `${JSON.stringify(THINGS, null, 2).replace('\u202e', '\\u202e')}\n`,
    );
    expect(listed(width, [], [])).toBe('[]\n');
  });

  it('has the members that are asked for, in that order, and null for one that is not there', () => {
    expect(JSON.parse(listed(undefined, THINGS, ['size', 'name']))).toEqual([
      { size: 1, name: 'one' },
      { size: null, name: 'evil\u001b[2J\tname\n\u202e' },
    ]);
  });
});

describe('one item', () => {
  const shown = (width: number | undefined, json?: readonly string[]) => {
    const sink = recordedSink(width);
    writeDetails<Thing>(sink, { ...THINGS[1], tags: ['a=1', 'b=\t2'] } as Thing, { columns: COLUMNS, json });
    return sink.written();
  };

  it('is a line for each thing known of it', () => {
    vi.stubEnv('NO_COLOR', '1');
    expect(shown(80)).toBe(
      ['NAME     evil\\u001b[2J\\tname\\n\\u202e', 'TAGS     a=1', '         b=\\t2', ''].join('\n'),
    );
    expect(shown(undefined)).toBe(
      ['name\tevil\\u001b[2J\\tname\\n\\u202e', 'tags\ta=1', 'tags\tb=\\t2', ''].join('\n'),
    );
  });

  it('is one object in JSON', () => {
    expect(JSON.parse(shown(80, ['tags']))).toEqual({ tags: ['a=1', 'b=\t2'] });
  });
});
