import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readInvoice } from '../../../../cli/reconcile/invoice.ts';

const folder = mkdtempSync(join(tmpdir(), 'invoice-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(content: string | Buffer): string {
  const path = join(folder, 'invoice.csv');
  writeFileSync(path, content);
  return path;
}

async function idsOf(content: string | Buffer, column?: string): Promise<string[]> {
  return [...(await readInvoice(file(content), column)).requestIds];
}

describe('the request IDs of an invoice', () => {
  it.each([
    ['id', 'id,price\na,1\nb,1\n'],
    ['requestId', 'Price;requestId\n0,40;a\n0,40;b\n'],
    ['request_id', 'request_id\ta\na\tx\nb\tx\n'],
    ['Job ID', '"Job ID","Name"\n"a","Ann ""The"" Lee"\n"b",""\n'],
    ['the only column', 'Jobs of March\na\nb\n'],
    ['the more telling one of several', 'id,request id\n1,a\n2,b\n'],
    ['notes before the header', 'Invoice 17\n\nNo,requestId\n1,a\n2,b\n'],
    ['a separator line', 'sep=;\nid;price\na;1\nb;1\n'],
    ['blanks, quotes and rows of nothing', 'id,price\n a ,1\n,\n"\'b\'",1\n'],
    ['UTF-16', Buffer.from('\uFEFFid,price\r\na,1\r\nb,1\r\n', 'utf16le')],
    ['gzip', gzipSync('id,price\na,1\nb,1\n')],
  ])('are found by %s', async (_what, content) => {
    expect(await idsOf(content)).toEqual(['a', 'b']);
  });

  it('are those of the column that is named', async () => {
    expect(await idsOf('id,Our Reference\n1,a\n2,b\n', 'our reference')).toEqual(['a', 'b']);
  });

  it('are taken once, and those that are there more often are told', async () => {
    const invoice = await readInvoice(file('id\na\nb\na\na\nb\nc\n'));
    expect([...invoice.requestIds]).toEqual(['a', 'b', 'c']);
    expect([...invoice.repeated]).toEqual([
      ['a', 3],
      ['b', 2],
    ]);
  });

  it('lack in some rows, which are counted', async () => {
    const content = 'id,what,price\na,job,1\n,sum,1\nn/a,tax,1\n';
    expect(await readInvoice(file(content))).toMatchObject({ rows: 3, withoutId: 2, damagedLines: [] });
  });

  it('are not known of rows that are damaged', async () => {
    const content = Buffer.from('id,what\na,job\nb\xff,job\nc,job\n', 'latin1');
    const { requestIds, damagedLines } = await readInvoice(
      file(Buffer.concat([Buffer.from('é\n'), content])),
    );
    expect([[...requestIds], damagedLines]).toEqual([['a', 'c'], [4]]);
  });

  it('may begin in the first line, where there is but one column', async () => {
    expect((await readInvoice(file('a\nb\n'))).perhapsId).toBe('a');
    expect((await readInvoice(file('id\nb\n'))).perhapsId).toBeUndefined();
  });

  it.each([
    ['name,price\nAnn Lee,1\n', undefined, /no column named requestId, request_id, jobId or id.*--column/],
    ['id,price\na,1\n', 'reference', /no column named "reference"/],
    ['', undefined, /no column/],
    ['%PDF-1.7', undefined, /is a PDF: export/],
  ])('are missed without showing anything of the file: %j', async (content, column, told) => {
    const failure = await readInvoice(file(content), column).catch((error: Error) => error.message);
    expect(failure).toMatch(told);
    expect(failure).not.toMatch(/Ann|price/);
  });

  it('are missed where there is no file', async () => {
    await expect(readInvoice(join(folder, 'none.csv'))).rejects.toThrow('There is no file');
  });
});
