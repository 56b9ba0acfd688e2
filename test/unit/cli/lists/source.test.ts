import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HEAD_BYTES, openSource } from '../../../../cli/lists/source.ts';
import { UserError } from '../../../../cli/output/user-error.ts';
import { all, bytesOf } from './bytes.ts';

const LIST = Buffer.from('firstName,lastName\nZoë,Ørsted\n');
/** Longer than the head, and than the chunks of a stream. */
const LONG = Buffer.from(randomBytes(150_000).toString('hex'));

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'source-'));
  path = join(folder, 'leads.csv');
});
afterAll(() => rm(folder, { recursive: true }));

async function read(content: Buffer) {
  await writeFile(path, content);
  const { name, size, head, chunks } = await openSource(path);
  return { name, size, head, bytes: Buffer.concat(await all(chunks)) };
}
async function refusal(opened: Promise<unknown>): Promise<string> {
  const error = await opened.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).message.replaceAll(folder, '…');
}

describe('the source of a list', () => {
  it.each([
    ['an empty file', Buffer.from('')],
    ['a short file', LIST],
    ['a file that is longer than its head', LONG],
    ['a file that is just as long', LONG.subarray(0, HEAD_BYTES)],
  ])('gives all bytes of %s, and how many there are', async (_name, content) => {
    const source = await read(content);
    expect(source).toMatchObject({ name: path, size: content.length });
    expect(source.bytes.equals(content)).toBe(true);
    expect(source.head.equals(content.subarray(0, HEAD_BYTES))).toBe(true);
  });

  it.each([
    ['short', LIST],
    ['long', LONG],
  ])('gives the bytes of a %s list in gzip, of which the size is not known', async (_name, content) => {
    const source = await read(gzipSync(content));
    expect(source.size).toBeUndefined();
    expect(source.bytes.equals(content)).toBe(true);
    expect(source.head.equals(content.subarray(0, HEAD_BYTES))).toBe(true);
  });

  it('gives the bytes of several gzip files that were put together', async () => {
    const { bytes } = await read(Buffer.concat([gzipSync(LIST), gzipSync('Ann,Lee\n')]));
    expect(bytes.toString()).toBe(`${LIST}Ann,Lee\n`);
  });

  it('gives the bytes of a named pipe, of which the size is not known', async () => {
    const pipe = join(folder, 'pipe');
    await promisify(execFile)('mkfifo', [pipe]);
    const [source] = await Promise.all([openSource(pipe), writeFile(pipe, LIST)]);
    expect(source.size).toBeUndefined();
    expect(Buffer.concat(await all(source.chunks)).equals(LIST)).toBe(true);
  });

  it.each([
    ['a workbook', bytesOf('PK\x03\x04\x14\x00'), 'is an Excel workbook or a ZIP archive'],
    ['a PDF', bytesOf('%PDF-1.7'), 'is a PDF'],
    ['a web page', bytesOf('<!doctype html>'), 'is a web page or XML'],
    ['JSON', bytesOf('[{"firstName": "Ann"}]'), 'is JSON'],
    ['compressed with xz', bytesOf('\xfd7zXZ\x00'), 'is compressed with xz'],
    ['a compressed web page', gzipSync('<!doctype html>'), 'is a web page or XML'],
  ])('is refused by its name when it is %s', async (_name, content, told) => {
    expect(await refusal(read(content))).toContain(`…/leads.csv ${told}`);
  });

  it.each([
    ['ends too soon', gzipSync(LIST).subarray(0, -6)],
    ['goes on otherwise', Buffer.concat([gzipSync(LIST), Buffer.from('and more')])],
    ['is altered', Buffer.from(gzipSync(LIST).map((byte, i) => (i === 14 ? byte ^ 0xff : byte)))],
  ])('is refused as damaged when gzip %s', async (_name, content) => {
    expect(await refusal(read(content))).toMatch(
      /^…\/leads\.csv is damaged: it ends, or goes on, as no gzip/,
    );
  });

  it('gives what is whole of a long list before the damage is told', async () => {
    await writeFile(path, gzipSync(LONG).subarray(0, -6));
    const { head, chunks } = await openSource(path);
    expect(head.equals(LONG.subarray(0, HEAD_BYTES))).toBe(true);
    expect(await refusal(all(chunks))).toContain('is damaged');
  });

  it.each([
    ['nowhere.csv', 'There is no file …/nowhere.csv.'],
    ['', '…/ is a directory: name a CSV file.'],
    ['leads.csv/deeper', '…/leads.csv/deeper cannot be opened (ENOTDIR).'],
  ])('is refused when there is none: %j', async (name, told) => {
    await writeFile(path, LIST);
    expect(await refusal(openSource(`${folder}/${name}`))).toBe(told);
  });
});
