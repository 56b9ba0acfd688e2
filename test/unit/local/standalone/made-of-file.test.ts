import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { madeOfFile } from '../../../../local/standalone/made-of-file.ts';

let path: string;
let made: number;
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'key-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  path = join(folder, 'key.json');
  made = 0;
});

/** A key that is no good begins with a `!`. */
const keyOf = () =>
  madeOfFile(path, async () => {
    made += 1;
    const text = readFileSync(path, 'utf8');
    if (text.startsWith('!')) throw new Error('no key');
    return text;
  });
const exchange = (text: string) => {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
};

describe('a value made of a file', () => {
  it('is made once, also for many at once, and anew when the file is another one', async () => {
    const key = keyOf();
    exchange('first');
    expect(await Promise.all([key(), key(), key()])).toEqual(['first', 'first', 'first']);
    expect(made).toBe(1);
    exchange('other');
    expect([await key(), await key()]).toEqual(['other', 'other']);
    expect(made).toBe(2);
  });

  it('is the one of before while the file is no good, or away', async () => {
    const key = keyOf();
    exchange('first');
    await key();
    exchange('!half');
    expect(await Promise.all([key(), key()])).toEqual(['first', 'first']);
    rmSync(path);
    expect(await key()).toBe('first');
    exchange('other');
    expect(await key()).toBe('other');
  });

  it('is tried again after a failure', async () => {
    const key = keyOf();
    exchange('!half');
    await expect(key()).rejects.toThrow('no key');
    exchange('first');
    expect(await key()).toBe('first');
  });

  it('is made once where there is no file', async () => {
    const value = madeOfFile(undefined, async () => ++made);
    expect([await value(), await value()]).toEqual([1, 1]);
  });
});
