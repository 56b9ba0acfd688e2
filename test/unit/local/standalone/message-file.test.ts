import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { MessageFile } from '../../../../local/standalone/message-file.ts';
import { PublishError } from '../../../../shared/ports/errors.ts';

function fileIn(): string {
  const folder = mkdtempSync(join(tmpdir(), 'results-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'results.ndjson');
}

const message = (text: string) => ({ data: Buffer.from(text), attributes: {} });
const publisherOf = (path: string) =>
  new MessageFile(path, { begin: '"', of: ({ data }) => JSON.stringify(String(data)) });

describe('a file of messages', () => {
  it('has a line for each, in order, for its user alone to read', async () => {
    const path = fileIn();
    const publisher = publisherOf(path);
    const ids = [
      await publisher.publish('t', message('a')),
      ...(await publisher.publishAll('t', [message('b'), message('c')])),
    ];
    expect(readFileSync(path, 'utf8')).toBe('"a"\n"b"\n"c"\n');
    expect(new Set(ids).size).toBe(3);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('has those that are published at once each whole', async () => {
    const path = fileIn();
    const publisher = publisherOf(path);
    const long = 'x'.repeat(100_000);
    await Promise.all(Array.from({ length: 20 }, (_, i) => publisher.publish('t', message(`${i}${long}`))));
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(
      Array.from({ length: 20 }, (_, i) => `${i}${long}`),
    );
  });

  it('takes back a part of a line that a crash left, and keeps a whole one without its end', async () => {
    const path = fileIn();
    writeFileSync(path, '"a"\n"b');
    await publisherOf(path).publish('t', message('b'));
    expect(readFileSync(path, 'utf8')).toBe('"a"\n"b"\n');
    appendFileSync(path, '"c"');
    await publisherOf(path).publish('t', message('d'));
    expect(readFileSync(path, 'utf8')).toBe('"a"\n"b"\n"c"\n"d"\n');
  });

  it.each([
    ['a secret', 'a-secret-without-a-line-end'],
    ['lines of another program', 'id,name\n1,Ann'],
    ['more than a line can have', 'x'.repeat(17_000_000)],
  ])('leaves what others have written as it is: %s', async (_, text) => {
    const path = fileIn();
    writeFileSync(path, text);
    await publisherOf(path).publish('t', message('a'));
    expect(readFileSync(path, 'utf8') === `${text}\n"a"\n`).toBe(true);
  });

  it.skipIf(process.platform === 'win32')('is no pipe, which would fill up, and no device', async () => {
    const path = fileIn();
    execFileSync('mkfifo', [path]);
    for (const other of [path, '/dev/null'])
      await expect(publisherOf(other).publish('t', message('a'))).rejects.toMatchObject({
        cause: { message: 'It is no file.' },
      });
  });

  it('begins anew where it was moved away', async () => {
    const path = fileIn();
    const publisher = publisherOf(path);
    await publisher.publish('t', message('a'));
    renameSync(path, `${path}.1`);
    await publisher.publish('t', message('b'));
    expect(readFileSync(path, 'utf8')).toBe('"b"\n');
  });

  it('says of each message that it is not published where the file cannot be written, and goes on when it can', async () => {
    const path = join(fileIn(), 'results.ndjson');
    const publisher = publisherOf(path);
    const faults = await publisher.publishAll('t', [message('a'), message('b')]);
    expect(faults).toEqual([expect.any(PublishError), expect.any(PublishError)]);
    expect(faults).toMatchObject([{ code: 'unavailable' }, { code: 'unavailable' }]);
    await expect(publisher.publish('t', message('a'))).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('takes back a part of a line that a disk left on which nothing could be taken back at once', async () => {
    const path = fileIn();
    const publisher = publisherOf(path);
    await publisher.publish('t', message('a'));
    await using handle = await open(path);
    const files = Object.getPrototypeOf(handle);
    const appending = vi.spyOn(files, 'appendFile').mockImplementationOnce(async () => {
      appendFileSync(path, '"b');
      throw new Error('The disk is full.');
    });
    const truncating = vi.spyOn(files, 'truncate').mockRejectedValueOnce(new Error('It fails.'));
    onTestFinished(() => {
      appending.mockRestore();
      truncating.mockRestore();
    });
    await expect(publisher.publish('t', message('b'))).rejects.toMatchObject({ code: 'unavailable' });
    expect(readFileSync(path, 'utf8')).toBe('"a"\n"b');
    await publisher.publish('t', message('b'));
    expect(readFileSync(path, 'utf8')).toBe('"a"\n"b"\n');
  });
});
