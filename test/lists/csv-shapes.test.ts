/** The twelve shapes that every reader of CSV has to know, after github.com/max-mapper/csv-spectrum. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openList } from '../../cli/lists/open-list.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapes-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** @returns the rows of a list that needs no column of ours, the header first */
async function read(text: string): Promise<(readonly string[])[]> {
  const path = join(folder, 'shape.csv');
  await writeFile(path, text);
  const { header, rows } = await openList(path, { requirements: [] });
  const all: (readonly string[])[] = [header];
  for await (const { cells, defect } of rows) {
    expect(defect).toBeUndefined();
    all.push(cells);
  }
  return all;
}

describe('a list of any shape', () => {
  it.each([
    [
      'a separator in quotes',
      'first,last,address\nAnn,Lee,"12 Mill Lane, York"\n',
      [
        ['first', 'last', 'address'],
        ['Ann', 'Lee', '12 Mill Lane, York'],
      ],
    ],
    [
      'blank cells, in quotes and without',
      'a,b,c\n1,"",""\n2,,4\n',
      [
        ['a', 'b', 'c'],
        ['1', '', ''],
        ['2', '', '4'],
      ],
    ],
    [
      'blank cells, and CRLF',
      'a,b,c\r\n1,"",""\r\n2,,4\r\n',
      [
        ['a', 'b', 'c'],
        ['1', '', ''],
        ['2', '', '4'],
      ],
    ],
    [
      'doubled quotes',
      'a,b\n1,"she ""said"" so"\n2,b\n',
      [
        ['a', 'b'],
        ['1', 'she "said" so'],
        ['2', 'b'],
      ],
    ],
    [
      'JSON in a cell',
      'key,value\n1,"{""type"": ""Point"", ""at"": [1.5, -2]}"\n',
      [
        ['key', 'value'],
        ['1', '{"type": "Point", "at": [1.5, -2]}'],
      ],
    ],
    [
      'coordinates',
      'place,where\n"Harbour","(47.5, -122.25)"\n',
      [
        ['place', 'where'],
        ['Harbour', '(47.5, -122.25)'],
      ],
    ],
    [
      'line breaks in cells',
      'a,b,c\n1,2,3\n"Once upon\na time",5,6\n7,8,9\n',
      [
        ['a', 'b', 'c'],
        ['1', '2', '3'],
        ['Once upon\na time', '5', '6'],
        ['7', '8', '9'],
      ],
    ],
    [
      'line breaks in cells, and CRLF',
      'a,b,c\r\n1,2,3\r\n"Once upon\r\na time",5,6\r\n7,8,9\r\n',
      [
        ['a', 'b', 'c'],
        ['1', '2', '3'],
        ['Once upon\r\na time', '5', '6'],
        ['7', '8', '9'],
      ],
    ],
    [
      'quotes and line breaks in one cell',
      'a,b\n1,"ha\n""ha""\nha"\n3,4\n',
      [
        ['a', 'b'],
        ['1', 'ha\n"ha"\nha'],
        ['3', '4'],
      ],
    ],
    [
      'nothing unusual',
      'a,b,c\n1,2,3\n',
      [
        ['a', 'b', 'c'],
        ['1', '2', '3'],
      ],
    ],
    [
      'nothing unusual, and CRLF',
      'a,b,c\r\n1,2,3\r\n',
      [
        ['a', 'b', 'c'],
        ['1', '2', '3'],
      ],
    ],
    [
      'letters of many alphabets',
      'a,b,c\n1,2,3\n4,5,ʤ\n6,李,Ω\n',
      [
        ['a', 'b', 'c'],
        ['1', '2', '3'],
        ['4', '5', 'ʤ'],
        ['6', '李', 'Ω'],
      ],
    ],
  ])('has %s', async (_shape, text, cells) => {
    expect(await read(text)).toEqual(cells);
  });
});
