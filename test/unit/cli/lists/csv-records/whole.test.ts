import { describe, expect, it } from 'vitest';
import { cellsOf } from '../../../../../cli/lists/csv-records.ts';
import { read, row, told } from './reading.ts';

describe('a record on one line', () => {
  it.each([
    ['plain cells', 'a,b, c ,', ['a', 'b', ' c ', '']],
    ['quotes', '"a","b, c",""', ['a', 'b, c', '']],
    ['doubled quotes', '"a ""b""","""c"""', ['a "b"', '"c"']],
    ['inch marks inside of a cell', '19" screen,5\'11",a', ['19" screen', '5\'11"', 'a']],
    ['an inch mark beside a quoted cell', '19" screen,"a, b"', ['19" screen', 'a, b']],
    ['a name in quotes inside of a cell', 'Ann "Bo" Lee,b', ['Ann "Bo" Lee', 'b']],
    ['a quote that is closed before its cell ends', '"Ann" Lee,b', ['"Ann" Lee', 'b']],
    ['a blank before a quote', ' "a",b', [' "a"', 'b']],
  ])('has the cells that are meant, with %s', (_name, text, cells) => {
    expect(cellsOf(text, ',')).toEqual(cells);
  });

  it.each([
    [';', 'a,b;"c;d"', ['a,b', 'c;d']],
    ['\t', 'a,b\t"c\td"\t', ['a,b', 'c\td', '']],
    ['|', 'a|"b|c"', ['a', 'b|c']],
  ])('is separated as its list is: %j', (separator, text, cells) => {
    expect(cellsOf(text, separator)).toEqual(cells);
  });

  it.each(['"a,b', 'a,"b', 'a,"', '"a","b""', '"'])('is none with a quote that is not closed: %s', (text) => {
    expect(cellsOf(text, ',')).toBeUndefined();
  });
});

describe('records', () => {
  it('are the lines of a list that have any text', async () => {
    const { text, cells } = row(1);
    expect(await told(`\n${text}\n \n\t\n${text}\n,,,,\n\n`)).toEqual([
      ['2', cells],
      ['5', cells],
      ['6', ['', '', '', '', '']],
    ]);
  });

  it('may be shorter or longer than the header', async () => {
    expect(await told('1,Ann\n2,Bob,Orr,Acme,x,,\n3,Cid,Poe,Acme,x,y\n')).toEqual([
      ['1', ['1', 'Ann']],
      ['2', ['2', 'Bob', 'Orr', 'Acme', 'x', '', '']],
      ['3', ['3', 'Cid', 'Poe', 'Acme', 'x', 'y']],
    ]);
  });
});

describe('a cell over several lines', () => {
  it.each([
    ['LF', 'a\nb\nc'],
    ['CRLF', 'a\r\nb\r\nc'],
    ['CR', 'a\rb\rc'],
    ['all three', 'a\nb\r\nc\rd'],
    ['blank lines', 'a\n\n\nb\n'],
    ['line ends only', '\n\n'],
    ['separators', 'Acme\nMain St 5, Denver\nUSA'],
    ['more separators than the header', 'a, b, c\nd, e, f, g, h, i, j\nk'],
    ['inch marks that are doubled', 'a 19"\nscreen'],
    ['quotes that are doubled, over lines', '"a\nb"\n"c" and "d"\n"'],
    ['a quoted cell within', 'see\n"x","y"\nabove'],
  ])('keeps its text as it is: %s', async (_name, note) => {
    const lines = note.split(/\r\n|\n|\r/).length;
    const quoted = `"${note.replaceAll('"', '""')}"`;
    expect(await told(`${row(1, quoted).text}\n${row(2).text}\n`)).toEqual([
      [`1-${lines}`, row(1, note).cells],
      [`${lines + 1}`, row(2).cells],
    ]);
  });

  it.each(['', '\n', '\r\n'])('may be the last one of the list, which ends with %j', async (end) => {
    expect(await told(`${row(1, '"a\nb"').text}${end}`)).toEqual([['1-2', row(1, 'a\nb').cells]]);
  });

  it.each([
    ['the end of the list', ''],
    ['a blank line', '\n\nLeads of May\n'],
    ['a row', `\n${row(2).text}\nLeads of May\n`],
    ['another such', `\n${row(2, '"a\nb"').text}\nLeads of May\n`],
  ])('may have a line like a row in it, before %s', async (_name, rest) => {
    const note = 'a\nb, c, d, e, f\ng';
    const [first] = await told(`${row(1, `"${note}"`).text}${rest}`);
    expect(first).toEqual(['1-3', row(1, note).cells]);
  });

  it('may be followed by another such', async () => {
    const text = row(1, '"a\n\nb"').text;
    expect(await told(`${text}\n${text}\n\n${text}`)).toEqual([
      ['1-3', row(1, 'a\n\nb').cells],
      ['4-6', row(1, 'a\n\nb').cells],
      ['8-10', row(1, 'a\n\nb').cells],
    ]);
  });

  it('may have blank cells beyond the header after it', async () => {
    expect(await told(`${row(1, '"a\nb"').text},,\n`)).toEqual([['1-2', [...row(1, 'a\nb').cells, '', '']]]);
  });

  it('may be long', async () => {
    const note = `${'x'.repeat(999)}\n`.repeat(900);
    expect(await told(`${row(1, `"${note}"`).text}\n${row(2).text}\n`)).toEqual([
      ['1-901', row(1, note).cells],
      ['902', row(2).cells],
    ]);
  });

  it('makes one record also in a column of ours, where none may be: its lines are no rows', async () => {
    expect(
      await told(`1,"Ann\nMarie",Lee,Acme,x\n2,"Ann\nb,c,d,e,f,g\nrie",Lee,Acme,x\n${row(3).text}\n`),
    ).toEqual([
      ['1-2', ['1', 'Ann\nMarie', 'Lee', 'Acme', 'x']],
      ['3-5', ['2', 'Ann\nb,c,d,e,f,g\nrie', 'Lee', 'Acme', 'x']],
      ['6', row(3).cells],
    ]);
  });
});

describe('the place of a record', () => {
  it.each([
    ['LF', ['\n', '\n', '\n', '\n', '\n']],
    ['CRLF', ['\r\n', '\r\n', '\r\n', '\r\n', '\r\n']],
    ['CR', ['\r', '\r', '\r', '\r', '\r']],
    ['mixed ends', ['\r\n', '\n', '\r', '\r\n', '']],
  ])('is told in lines and in bytes, with %s', async (_name, ends) => {
    const texts = [row(1, 'é').text, '', '2,Bob,Orr,Acme,"a', 'b"', row(3).text];
    const content = texts.map((text, i) => text + ends[i]).join('');
    const upTo = (line: number) =>
      Buffer.byteLength(
        texts
          .slice(0, line)
          .map((text, i) => text + ends[i])
          .join(''),
      );
    const records = await read(content);
    expect(records.map(({ line, lastLine, bytes }) => [line, lastLine, bytes])).toEqual([
      [1, 1, upTo(1)],
      [3, 4, upTo(4)],
      [5, 5, Buffer.byteLength(content)],
    ]);
  });
});
