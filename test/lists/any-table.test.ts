/**
 * Properties of lists: any table of any cells, written by a correct writer, comes back with its columns as
 * they were; damage to one row leaves all rows before it, and all from two lines after it, as they were.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openList, type Row } from '../../cli/lists/open-list.ts';
import { HEADER, utf16be } from './list-case.ts';
import { runList } from './run-list.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tables-'));
});
afterAll(() => rm(folder, { recursive: true }));

const NAMES = [...HEADER.split(','), 'notes', 'more'];
const ENCODERS: Readonly<Record<string, (text: string) => Buffer>> = {
  utf8: (text) => Buffer.from(text),
  'utf8 with a byte order mark': (text) => Buffer.from(`\uFEFF${text}`),
  utf16le: (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  utf16be: (text) => utf16be(`\uFEFF${text}`),
};

/**
 * Any text that UTF-8 can write, and in particular what CSV has a meaning for. But for U+FFFD, which says
 * that a text is lost: in UTF-16 it is told as that.
 */
const cell = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.replaceAll('\uFFFD', '?')),
  fc.string({ unit: fc.constantFrom('"', ',', ';', '\t', '|', '\n', '\r', 'a', ' ', '='), maxLength: 8 }),
);
const row = fc.tuple(cell, cell).map((cells, i = 0) => [`A${i}`, 'Ann', 'Lee', 'Beta', ...cells]);
const table = fc.array(row, { minLength: 1, maxLength: 8 });
const form = fc.record({
  separator: fc.constantFrom(',', ';', '\t', '|'),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  encoding: fc.constantFrom(...Object.keys(ENCODERS)),
  everyCellQuoted: fc.boolean(),
});

interface Form {
  readonly separator: string;
  readonly lineEnd: string;
  readonly encoding: string;
  readonly everyCellQuoted: boolean;
}

function numbered(rows: readonly (readonly string[])[]): string[][] {
  return rows.map(([, ...cells], i) => [`A${i}`, ...cells]);
}

/** Each row as a correct writer writes it, the header first. */
function written(
  rows: readonly (readonly string[])[],
  { separator, lineEnd, everyCellQuoted }: Form,
): string[] {
  return [NAMES, ...rows].map((cells) =>
    stringify([[...cells]], {
      delimiter: separator,
      record_delimiter: lineEnd,
      quoted: everyCellQuoted,
      quoted_match: /[\r\n]/,
    }),
  );
}

function encoded(text: string, { encoding }: Form): Buffer {
  return (ENCODERS[encoding] ?? Buffer.from)(text);
}

async function rowsOf(bytes: Buffer, { separator }: Form): Promise<Row[]> {
  const path = join(folder, 'table.csv');
  await writeFile(path, bytes);
  const list = await openList(path, { requirements: ['firstName', 'lastName', 'company'], separator });
  const rows: Row[] = [];
  for await (const row of list.rows) rows.push(row);
  return rows;
}

describe('any table of any cells', () => {
  it('comes back with its columns as they were, through a gateway', async () => {
    await fc.assert(
      fc.asyncProperty(table, form, async (any, form) => {
        const rows = numbered(any);
        const { results, refused } = await runList(encoded(written(rows, form).join(''), form));
        expect(refused).toBeUndefined();
        expect(results.slice(1).map((cells) => cells.slice(0, NAMES.length))).toEqual(rows);
      }),
      { numRuns: 200, timeout: 20_000 },
    );
  }, 600_000);

  it('is read as it was written, in any form', async () => {
    await fc.assert(
      fc.asyncProperty(table, form, async (any, form) => {
        const rows = numbered(any);
        const read = await rowsOf(encoded(written(rows, form).join(''), form), form);
        expect(read.map(({ cells, defect }) => ({ cells, defect }))).toEqual(
          rows.map((cells) => ({ cells, defect: undefined })),
        );
      }),
      { numRuns: 1_000, timeout: 20_000 },
    );
  }, 600_000);
});

/** One character put in, taken out, or everything from there on lost up to the end of the row's last line. */
const damage = fc.record({
  kind: fc.constantFrom('insert', 'remove', 'cut'),
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
  what: fc.constantFrom('"', '""', ',', '\n', 'x', '"\n'),
});

function damaged(
  text: string,
  lineEnd: string,
  { kind, at, what }: { kind: string; at: number; what: string },
): string {
  const body = text.slice(0, -lineEnd.length);
  const place = Math.floor(at * (body.length + 1));
  if (kind === 'insert') return body.slice(0, place) + what + body.slice(place) + lineEnd;
  if (kind === 'remove') return body.slice(0, place) + body.slice(place + 1) + lineEnd;
  return body.slice(0, place) + lineEnd;
}

describe('damage to one row', () => {
  it('leaves all rows before it, and all from two lines after it, as they were', async () => {
    // Notes as people write them: of several lines at times, and of quotes.
    const note = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', 'b', ' ', ',', ';', '"', '\n'), maxLength: 10 }),
      fc.constantFrom('', 'met at a fair', 'said "yes", then left', 'first line\nsecond line'),
    );
    const rows = fc.array(fc.tuple(note, note), { minLength: 4, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(rows, form, fc.nat(), damage, async (notes, form, which, harm) => {
        const table = notes.map((cells, i) => [`A${i}`, 'Ann', 'Lee', 'Beta', ...cells]);
        const texts = written(table, form);
        const hit = 1 + (which % table.length);
        const broken = texts.map((text, i) => (i === hit ? damaged(text, form.lineEnd, harm) : text));
        const read = await rowsOf(encoded(broken.join(''), form), form);
        const good = new Set(read.filter(({ defect }) => !defect).map(({ cells }) => JSON.stringify(cells)));
        for (const [i, cells] of table.entries())
          if (i + 1 < hit || i + 1 > hit + 1)
            expect(good, `row ${i + 1} of ${table.length}, ${hit} is hit`).toContain(JSON.stringify(cells));
      }),
      { numRuns: 2_000, timeout: 20_000 },
    );
  }, 600_000);
});
