import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ArchiveError } from '../../../../shared/adapters/archive/archive-error.ts';
import type { Entry } from '../../../../shared/adapters/archive/archived-forms.ts';
import { archivedEntries, archiveHeader } from '../../../../shared/adapters/archive/read-archive.ts';
import { writeArchive } from '../../../../shared/adapters/archive/write-archive.ts';
import { deadLetterOf } from '../../../../shared/jobs/dead-letters/dead-letter-record.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import type { RequestId } from '../../../../shared/protocol/request-id.ts';
import { DAY, publishedRecord, received, START } from '../../../fixtures.ts';
import { newPath } from '../../../ledger-files.ts';
import { HOLD } from '../../jobs/samples.ts';

const HEADER = {
  format: 'modigie-gateway-ledger',
  version: 1,
  repositoryId: 'repository-1',
  purpose: 'move',
  exportedAt: '2026-03-01T00:00:00.000Z',
  gatewayVersion: '0.1.0',
} as const;

const message = received('{"requestId":"lead-9"}');
const ENTRIES: readonly Entry[] = [
  { store: 'holds', thing: HOLD },
  { store: 'jobs', thing: publishedRecord('lead-1') },
  { store: 'jobs', thing: publishedRecord('lead-2') },
  {
    store: 'deadLetters',
    thing: { letter: deadLetterOf(message, { source: 's', reason: 'r' }, START), body: message.data },
  },
];

async function* each(entries: readonly Entry[]) {
  yield* entries;
}

function newArchive(): string {
  return join(dirname(newPath()), 'ledger.ndjson');
}

async function archive(header: object = HEADER): Promise<string> {
  const path = newArchive();
  await writeArchive(path, { header: header as typeof HEADER, entries: each(ENTRIES), isCompressed: false });
  return path;
}

async function read(path: string, asOf = START): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of archivedEntries({ path, asOf })) entries.push(entry);
  return entries;
}

async function refusalOf(path: string): Promise<ArchiveError> {
  const error = await read(path).catch((fault) => fault);
  if (!(error instanceof ArchiveError)) throw new Error(`Not refused: ${error}`);
  expect(error.message).not.toContain('\n');
  return error;
}

/** @returns the path of an archive whose text was changed */
async function changed(change: (text: string) => string): Promise<string> {
  const path = await archive();
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  return path;
}

/** As one would change it who has its last line be right as well. */
function withHashes(text: string): string {
  const lines = text.trimEnd().split('\n');
  const body = `${lines.slice(0, -1).join('\n')}\n`;
  const trailer = JSON.parse(lines.at(-1) ?? '');
  return `${body}${JSON.stringify({ ...trailer, sha256: createHash('sha256').update(body).digest('hex') })}\n`;
}

describe('an archive', () => {
  it('gives back what was written, and says first whose it is', async () => {
    const path = await archive();
    expect(await read(path)).toEqual(ENTRIES);
    expect(await archiveHeader(path)).toEqual(HEADER);
  });

  it('has no dead letter whose time is over', async () => {
    const kept = await read(await archive(), later(START, 90 * DAY));
    expect(kept.map(({ store }) => store)).toEqual(['holds', 'jobs', 'jobs']);
  });

  it('is refused at each byte where it may have been cut off', async () => {
    const path = await archive();
    const whole = readFileSync(path);
    for (let length = 0; length < whole.length; length += 97) {
      writeFileSync(path, whole.subarray(0, length));
      expect((await refusalOf(path)).code).toMatch(/cut-off|not-an-archive/);
    }
    writeFileSync(path, whole.subarray(0, whole.length - 1));
    expect(await refusalOf(path)).toMatchObject({
      code: 'cut-off',
      message: `The archive ${path} ends too early: it was cut off. Use another copy of it, or export again.`,
    });
  });

  it('is refused wherever one of its bytes is another', async () => {
    const path = await archive();
    const whole = readFileSync(path);
    for (let at = 0; at < whole.length - 1; at += 53) {
      const spoilt = Buffer.from(whole);
      spoilt[at] = (spoilt[at] ?? 0) ^ 0x01;
      writeFileSync(path, spoilt);
      expect((await refusalOf(path)).code).toMatch(/damaged|cut-off|not-an-archive|newer-version/);
    }
  });

  it.each<[string, (text: string) => string, RegExp]>([
    ['a line is missing', (text) => text.replace(/\n.*lead-1.*\n/, '\n'), /its jobs are not what/],
    ['a line is there twice', (text) => text.replace(/(\n.*lead-1.*)\n/, '$1$1\n'), /its jobs are not what/],
    ['lines have changed places', (text) => swapped(text), /its bytes are not what was written/],
    ['its repository is another', (text) => text.replace('repository-1', 'repository-2'), /its bytes are/],
    ['a line is no JSON', (text) => text.replace('{"document"', '{document'), /line 2 is/],
    ['a record is none', (text) => text.replace('"tags":[]', '"tags":{}'), /line 3 is/],
    ['a store is unknown', (text) => text.replace('"store":"jobs"', '"store":"jobz"'), /line 3 is/],
    [
      'its last line has no sums',
      (text) => text.replace('"operations":', '"operation":'),
      /its last line is/,
    ],
    ['something follows its end', (text) => `${text}{}\n`, /what follows its end is/],
    ['its first line lacks something', (text) => text.replace('"purpose"', '"purpoze"'), /its first line is/],
  ])('is refused where %s', async (_, change, told) => {
    const refusal = await refusalOf(await changed(change));
    expect(refusal).toMatchObject({ code: 'damaged', message: expect.stringMatching(told) });
    expect(refusal.message).toMatch(/Use another copy of it, or export again\.$/);
  });

  it('is refused where its lines are not those of its sums, though all bytes are as they were hashed', async () => {
    const path = await changed((text) =>
      withHashes(text.replace('"requestId":"lead-2"', '"requestId":"lead-3"')),
    );
    expect(await refusalOf(path)).toMatchObject({
      code: 'damaged',
      message: expect.stringContaining('its jobs'),
    });
  });

  it.each([
    [
      'a newer version',
      { ...HEADER, version: 2 },
      'is of version 2, and this program knows versions up to 1',
    ],
    [
      'a newer gateway',
      { ...HEADER, gatewayVersion: '0.10.0' },
      'was written by version 0.10.0 of the gateway',
    ],
  ])('of %s is refused', async (_, header, told) => {
    expect(await refusalOf(await archive(header))).toMatchObject({
      code: 'newer-version',
      message: expect.stringContaining(told),
    });
  });

  it('with a record of a newer format is refused', async () => {
    const path = await changed((text) => text.replaceAll('"format":2', '"format":9'));
    expect(await refusalOf(path)).toMatchObject({ code: 'newer-version' });
  });

  it.each<[string, string | Buffer]>([
    ['nothing', ''],
    ['a list of leads', 'id,firstName\n1,Ann\n'],
    ['another JSON', '{"format":"other","version":1}\n'],
    ['another text, compressed', gzipSync('id\n1\n')],
    ['zeros', Buffer.alloc(4_096)],
  ])('is no file of %s', async (_, content) => {
    const path = newArchive();
    writeFileSync(path, content);
    expect(await refusalOf(path)).toMatchObject({
      code: 'not-an-archive',
      message: `The archive ${path} is no archive of a ledger, but another file. Name one that ledger export wrote.`,
    });
  });

  it.each([
    '../../lead',
    'lead/parts/1',
    "1'; DROP TABLE jobs; --",
    '__lead__',
  ])('is refused where a job has a name that no store gives: %s', async (name) => {
    const path = newArchive();
    const thing = { ...publishedRecord('lead-1'), requestId: name as RequestId };
    const entries = each([{ store: 'jobs', thing }]);
    await writeArchive(path, { header: HEADER, entries, isCompressed: false });
    expect(await refusalOf(path)).toMatchObject({
      code: 'damaged',
      message: expect.stringContaining('line 2 is'),
    });
  });

  it.skipIf(process.platform === 'win32')('is no pipe, for whose writer it would wait', async () => {
    const path = newArchive();
    execFileSync('mkfifo', [path]);
    expect(await refusalOf(path)).toMatchObject({ code: 'not-an-archive' });
  });

  it('that is compressed and cut off, or damaged, is refused as such', async () => {
    const path = await archive();
    const zipped = gzipSync(readFileSync(path));
    writeFileSync(path, zipped.subarray(0, zipped.length - 40));
    expect((await refusalOf(path)).code).toBe('cut-off');
    zipped.fill(0xff, 200, 220);
    writeFileSync(path, zipped);
    expect((await refusalOf(path)).code).toBe('damaged');
  });

  it('is a file that is there, and can be read', async () => {
    const path = newArchive();
    expect(await refusalOf(path)).toMatchObject({ code: 'no-file' });
    expect(await refusalOf(dirname(path))).toMatchObject({ code: 'not-an-archive' });
    if (process.getuid?.() === 0) return;
    writeFileSync(path, '');
    chmodSync(path, 0);
    expect(await refusalOf(path)).toMatchObject({ code: 'no-access' });
  });

  it('ends where its reader wants no more', async () => {
    const controller = new AbortController();
    const entries = archivedEntries({ path: await archive(), asOf: START, signal: controller.signal });
    await entries.next();
    controller.abort();
    await expect(entries.next()).rejects.toThrow(/aborted/);
  });
});

function swapped(text: string): string {
  const lines = text.split('\n');
  const [third = '', fourth = ''] = lines.splice(2, 2);
  lines.splice(2, 0, fourth, third);
  return lines.join('\n');
}
