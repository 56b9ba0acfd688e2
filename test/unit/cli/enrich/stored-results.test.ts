import { describe, expect, it } from 'vitest';
import { StoredResults, type StoredRow } from '../../../../cli/enrich/stored-results.ts';
import { inFolder } from './in-folder.ts';

const { file } = inFolder();

const HEADER = 'id,note,requestId,status,attempts,mobile,reason';
const LINES = [
  HEADER,
  '1,"two\nlines",1_enrichMobile_1,completed,1,+1 303,',
  '',
  'x,,,skipped,,,line 4: id is blank',
  '2,Zoë,2_enrichMobile_1,failed,3,,"JobFailReason: of\ntwo lines"',
  '3,,3_enrichMobile_1,completed,1,+1 304,',
];
const ROWS = [
  {
    requestId: '1_enrichMobile_1',
    line: 2,
    cells: { status: 'completed', attempts: '1', mobile: '+1 303', reason: '' },
  },
  {
    requestId: '2_enrichMobile_1',
    line: 6,
    cells: { status: 'failed', attempts: '3', mobile: '', reason: 'JobFailReason: of\ntwo lines' },
  },
  { requestId: '3_enrichMobile_1', line: 8, cells: { status: 'completed', mobile: '+1 304' } },
];

async function opened(content: string | Buffer): Promise<StoredResults> {
  const stored = await StoredResults.open(await file('stored.csv', content));
  if (!stored) throw new Error('It is no file of results.');
  return stored;
}

async function rowsOf(stored: StoredResults): Promise<StoredRow[]> {
  const rows: StoredRow[] = [];
  for await (const row of stored.rows()) rows.push(row);
  return rows;
}

describe('a file of results', () => {
  it.each([
    ['as it was written', LINES.join('\n')],
    ['with semicolons', LINES.join('\n').replaceAll(',', ';')],
    ['for Excel', `\uFEFF${LINES.join('\r\n').replaceAll('\n', '\r\n').replaceAll('\r\r', '\r')}`],
    ['saved as Windows-1252', Buffer.from(LINES.join('\n'), 'latin1')],
  ])('has its rows, each of which is found by where it begins: %s', async (_name, content) => {
    const stored = await opened(content);
    const rows = (await rowsOf(stored)).map(({ cells, ...row }) => ({
      ...row,
      cells: { ...cells, reason: cells.reason?.replaceAll('\r\n', '\n') },
    }));
    expect(rows).toMatchObject(ROWS);
    expect(rows).toHaveLength(ROWS.length);
    for (const { requestId, start, cells } of await rowsOf(stored)) {
      expect(await stored.rowAt(start, requestId)).toMatchObject({ requestId, cells });
      expect(await stored.rowAt(start, 'other')).toBeUndefined();
    }
    expect(await stored.rowAt(1_000_000, '1_enrichMobile_1')).toBeUndefined();
  });

  it('has its cells without the apostrophes for Excel', async () => {
    const [row] = await rowsOf(
      await opened(`id,requestId,status,attempts,verifiedCompany\n1,'-1_enrichMobile_1,completed,1,'=1+1\n`),
    );
    expect(row).toMatchObject({ requestId: '-1_enrichMobile_1', cells: { verifiedCompany: '=1+1' } });
  });

  it('leaves out a row that is damaged', async () => {
    const rows = await rowsOf(
      await opened(`${HEADER}\n1,"open,1_enrichMobile_1,completed,1,,\n${LINES[5]}\n`),
    );
    expect(rows.map(({ requestId }) => requestId)).toEqual(['3_enrichMobile_1']);
  });

  it('may have no rows, as one of rejects has none of ours', async () => {
    expect(await rowsOf(await opened(HEADER))).toEqual([]);
    expect(await rowsOf(await opened('id,modigie_reason\n1,line 2: id is blank\n'))).toEqual([]);
  });

  it.each(['', 'id,firstName\n1,Ann\n', '\0\u0001'])('is none without our columns: %j', async (content) => {
    expect(await StoredResults.open(await file('none.csv', content))).toBeUndefined();
  });
});
