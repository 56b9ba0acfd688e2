import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { checkDisk } from '../../../../../cli/standalone/files/disk.ts';

const GIB = 2 ** 30;
const EXT4 = 0xef53;
const of = (free: number, type = EXT4, platform: NodeJS.Platform = 'linux') =>
  checkDisk('/var/lib/gateway', {
    look: async () => ({ type, bavail: free / 4096, bsize: 4096 }),
    platform,
  });

describe('the disk of a ledger', () => {
  it.each([
    [5 * GIB, 'ok'],
    [GIB, 'ok'],
    [GIB - 4096, 'warning'],
    [GIB / 16, 'warning'],
    [0, 'wrong'],
  ])('with %d bytes free is %s', async (free, state) => {
    expect(await of(free)).toEqual([expect.objectContaining({ check: 'disk', state })]);
  });

  it.each([
    0x6969, 0x517b, 0xfe534d42, 0xff534d42, 0x01021997,
  ])('is no network share: a file system of the kind %d', async (type) => {
    expect(await of(5 * GIB, type)).toEqual([
      expect.objectContaining({
        check: 'disk',
        state: 'wrong',
        seen: 'the ledger is on a network share: /var/lib/gateway',
      }),
      expect.objectContaining({ state: 'ok' }),
    ]);
  });

  it('is not known by its kind on other systems', async () => {
    expect(await of(5 * GIB, 0x6969, 'darwin')).toEqual([expect.objectContaining({ state: 'ok' })]);
  });

  it('is that of the folder', async () => {
    expect(await checkDisk(tmpdir())).toEqual([expect.objectContaining({ check: 'disk' })]);
  });
});
