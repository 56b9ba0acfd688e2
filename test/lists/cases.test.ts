/**
 * Lists as people have them, by kind: nobody is charged for whom a person would not have sent, each row comes
 * back or is named, and what is not ours comes back as it was.
 */
import { describe, expect, it } from 'vitest';
import { EXPORTS, HEADERS, IDS, OUR_NAMES } from './cases-of-columns.ts';
import { CONTAINERS, ENCODINGS, LINE_ENDS, SEPARATORS } from './cases-of-form.ts';
import { LINE_BREAKS, NO_PEOPLE, QUOTES, SHIFTS, WIDTHS } from './cases-of-rows.ts';
import { runList } from './run-list.ts';

describe.each([
  ['separators', SEPARATORS],
  ['encodings', ENCODINGS],
  ['containers', CONTAINERS],
  ['line ends', LINE_ENDS],
  ['quotes', QUOTES],
  ['line breaks in cells', LINE_BREAKS],
  ['rows that are no people', NO_PEOPLE],
  ['rows of another width', WIDTHS],
  ['cells that are not what was meant', SHIFTS],
  ['headers', HEADERS],
  ['exports', EXPORTS],
  ['IDs', IDS],
  ['columns with our names', OUR_NAMES],
])('a list: %s', (_kind, cases) => {
  it.each(cases)('$name', async ({ list, sent = [], notSent = [], refused, carried, notes }) => {
    const run = await runList(list);
    if (refused) expect(run.refused).toMatch(refused);
    else expect(run.refused).toBeUndefined();
    expect(run.sent).toEqual(sent);
    expect(run.notSent).toEqual(notSent.map((beginning) => expect.stringContaining(beginning)));
    const [header = [], ...rows] = run.results;
    expect(rows).toHaveLength(sent.length + notSent.length);
    if (carried) expect(rows.map((row) => row[header.indexOf(carried.column)])).toEqual(carried.cells);
    expect(run.notes.join('\n')).toMatch(notes ?? /(?:)/);
  });
});
