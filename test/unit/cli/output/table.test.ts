import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../../cli/output/display-width.ts';
import { tableLines } from '../../../../cli/output/table.ts';

const cells = (...texts: string[]) => texts.map((text) => ({ text }));
const HEADERS = [{ text: 'REQUEST ID', isKept: true }, { text: 'STATUS' }, { text: 'REASON' }];

describe('a table', () => {
  it('is aligned, and ends no line with blanks', () => {
    const rows = [cells('contact-1', 'completed', ''), cells('東京-2', 'failed', 'JobFailReason')];
    expect(tableLines(HEADERS, rows, 80)).toEqual([
      'REQUEST ID  STATUS     REASON',
      'contact-1   completed',
      '東京-2      failed     JobFailReason',
    ]);
  });

  it('is cut where it is widest, and what is kept last', () => {
    const rows = [cells('contact-88213_enrichMobile_1', 'completed', 'JobDeadlineExceededReason')];
    expect(tableLines(HEADERS, rows, 56)).toEqual([
      'REQUEST ID                    STATUS     REASON',
      'contact-88213_enrichMobile_1  completed  JobDeadlineExc…',
    ]);
    expect(tableLines(HEADERS, rows, 30)).toEqual([
      'REQUEST ID          STA…  REA…',
      'contact-88213_enr…  com…  Job…',
    ]);
  });

  it('is painted after it is cut: a colour takes no room, and is never cut in two', () => {
    const paint = (text: string) => `<${text}>`;
    expect(
      tableLines([{ text: 'A' }, { text: 'B' }], [[{ text: 'abcdef', paint }, { text: 'x' }]], 6),
    ).toEqual(['A    B', '<ab…>  x']);
  });

  it('is never wider than the terminal, whatever is in it', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '東', '👩‍👩‍👧', 'é'), maxLength: 60 });
    const rows = fc.array(fc.tuple(text, text, text), { maxLength: 5 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 10, max: 120 }), (texts, width) => {
        for (const line of tableLines(
          HEADERS,
          texts.map((row) => cells(...row)),
          width,
        ))
          expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});
