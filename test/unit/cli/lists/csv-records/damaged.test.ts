import { describe, expect, it } from 'vitest';
import { bytesOf } from '../bytes.ts';
import { NOT_CLOSED, NOT_TEXT, row, told } from './reading.ts';

/** A row in each of whose cells a quote may be opened that is not closed. */
const LONE = [
  '"1,Ann,Lee,Acme,x',
  '1,"Ann,Lee,Acme,x',
  '1,Ann,Lee,"Acme,x',
  '1,Ann,Lee,Acme,"x',
  '1,Ann,Lee,Acme,"',
];

describe.each(LONE)('a row with a quote that is not closed: %s', (lone) => {
  it('is refused alone: the rows before and after it are read', async () => {
    expect(await told(`${row(1).text}\n${lone}\n${row(3).text}\n\n${row(5).text}\n`)).toEqual([
      ['1', row(1).cells],
      ['2', NOT_CLOSED],
      ['3', row(3).cells],
      ['5', row(5).cells],
    ]);
  });

  it.each([
    ['quoted cells', '"2","Bob","Orr","Acme","x"', row(2).cells],
    ['a quoted cell', '2,"Bob",Orr,Acme,x', row(2).cells],
    ['quoted blanks', '2,Bob,Orr,Acme,""', row(2, '').cells],
    ['doubled quotes', '2,Bob,Orr,Acme,"a ""b"""', row(2, 'a "b"').cells],
    ['an inch mark inside of a cell', '2,Bob,Orr,Acme,19" screen', row(2, '19" screen').cells],
  ])('is refused alone when the next row has %s', async (_name, next, cells) => {
    expect(await told(`${lone}\n${next}\n${row(3).text}\n`)).toEqual([
      ['1', NOT_CLOSED],
      ['2', cells],
      ['3', row(3).cells],
    ]);
  });

  it.each(['a\nb', '\nb', 'a\n'])('is refused alone when the next row has the cell %j', async (note) => {
    expect(await told(`${lone}\n${row(2, `"${note}"`).text}\n${row(4).text}\n`)).toEqual([
      ['1', NOT_CLOSED],
      ['2-3', row(2, note).cells],
      ['4', row(4).cells],
    ]);
  });

  it.each(['', '\n'])('is refused when it is the last one, and the list ends with %j', async (end) => {
    expect(await told(`${row(1).text}\n${lone}${end}`)).toEqual([
      ['1', row(1).cells],
      ['2', NOT_CLOSED],
    ]);
  });

  it('is refused alone when another such follows after rows', async () => {
    expect(
      await told(`${lone}\n${row(2).text}\n${row(3).text}\n4,"Dee,Fox,Acme,x\n${row(5).text}\n`),
    ).toEqual([
      ['1', NOT_CLOSED],
      ['2', row(2).cells],
      ['3', row(3).cells],
      ['4', NOT_CLOSED],
      ['5', row(5).cells],
    ]);
  });

  it('is refused alone when another such follows at once', async () => {
    expect(await told(`${lone}\n2,"Bob,Orr,Acme,x\n${row(3).text}\n`)).toEqual([
      ['1', NOT_CLOSED],
      ['2', NOT_CLOSED],
      ['3', row(3).cells],
    ]);
  });
});

describe.each(LONE.slice(0, 3))('a quote in a column of ours: %s', (lone) => {
  it('does not take in rows when one of them ends with a quote', async () => {
    expect(await told(`${lone}\n${row(2).text}\n${row(3, '19"').text}\n${row(4).text}\n`)).toEqual([
      ['1', NOT_CLOSED],
      ['2', row(2).cells],
      ['3', row(3, '19"').cells],
      ['4', row(4).cells],
    ]);
  });
});

describe('two quotes that are not closed', () => {
  it('have the rows between them read, with a column of ours beginning and ending at them', async () => {
    expect(await told(`1,"Ann,Lee,Acme,x\n${row(2).text}\n3,Cid",Poe,Acme,x\n${row(4).text}\n`)).toEqual([
      ['1', NOT_CLOSED],
      ['2', row(2).cells],
      ['3', ['3', 'Cid"', 'Poe', 'Acme', 'x']],
      ['4', row(4).cells],
    ]);
  });

  it('have the rows between them read, also with one among them that is short', async () => {
    expect(await told(`1,"Ann,Lee,Acme,x\n2,Bob\n${row(3).text}\n${row(4, '19"').text}\n`)).toEqual([
      ['1', NOT_CLOSED],
      ['2', ['2', 'Bob']],
      ['3', row(3).cells],
      ['4', row(4, '19"').cells],
    ]);
  });

  it('have the rows between them read, also with blank cells beyond the header', async () => {
    expect(await told(`1,"Ann,Lee,Acme,x\n${row(2).text},,\n${row(3, '19"').text},,\n`)).toEqual([
      ['1', NOT_CLOSED],
      ['2', [...row(2).cells, '', '']],
      ['3', [...row(3, '19"').cells, '', '']],
    ]);
  });
});

describe('a row with a quote that is not closed', () => {
  it('is such when it is closed after more than a million characters', async () => {
    const [first, second] = await told(`1,Ann,Lee,Acme,"x\n${`${'x'.repeat(999)}\n`.repeat(1_100)}"\n`);
    expect(first).toEqual(['1', NOT_CLOSED]);
    expect(second).toEqual(['2', ['x'.repeat(999)]]);
  });

  it('does not make the list be parsed anew for each row after it', { timeout: 20_000 }, async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => row(i, '""').text);
    const records = await told(`1,"Ann,Lee,Acme,x\n${rows.join('\n')}\n`);
    expect(records).toHaveLength(30_001);
    expect(records.slice(0, 2)).toEqual([
      ['1', NOT_CLOSED],
      ['2', row(0, '').cells],
    ]);
  });

  it('is refused alone when a million characters follow, of which none closes it', async () => {
    const long = row(2, 'x'.repeat(600_000));
    expect(await told(`1,"Ann,Lee,Acme,x\n${long.text}\n${long.text}\n${row(4, '19"').text}\n`)).toEqual([
      ['1', NOT_CLOSED],
      ['2', long.cells],
      ['3', long.cells],
      ['4', row(4, '19"').cells],
    ]);
  });
});

describe('a row that is no text of the encoding', () => {
  it('is refused alone', async () => {
    const content = `${row(1).text}\n2,Zo\xeb,Lee,Acme,x\n${row(3).text}\n`;
    expect(await told(bytesOf(content))).toEqual([
      ['1', row(1).cells],
      ['2', NOT_TEXT],
      ['3', row(3).cells],
    ]);
  });

  it.each([
    ['the first', '2,Zo\xeb,Lee,Acme,"a\nb, c, d, e, f\ng"'],
    ['the second', '2,Ann,Lee,Acme,"a\nb, c, d, \xeb, f\ng"'],
    ['the last', '2,Ann,Lee,Acme,"a\nb, c, d, e, f\n\xeb"'],
  ])('is refused with all its lines when %s of them is none', async (_name, damaged) => {
    expect(await told(bytesOf(`${row(1).text}\n${damaged}\n${row(5).text}\n`))).toEqual([
      ['1', row(1).cells],
      ['2-4', NOT_TEXT],
      ['5', row(5).cells],
    ]);
  });

  it.each([
    '3,Bob,Orr,Acme,"x"',
    '"3","Bob","Orr","Acme","x"',
  ])('is refused alone when quotes follow: %s', async (next) => {
    expect(await told(bytesOf(`2,Zo\xeb,Lee,Acme,x\n${next}\n`))).toEqual([
      ['1', NOT_TEXT],
      ['2', row(3).cells],
    ]);
  });

  it('is refused alone also with a quote that is not closed', async () => {
    expect(await told(bytesOf(`1,"Zo\xeb,Lee,Acme,x\n${row(2).text}\n`))).toEqual([
      ['1', NOT_TEXT],
      ['2', row(2).cells],
    ]);
  });
});
