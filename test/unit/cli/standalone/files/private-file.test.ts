import { describe, expect, it } from 'vitest';
import { quoted, readableByOthers } from '../../../../../cli/standalone/files/private-file.ts';

describe('a file with a secret', () => {
  const of = (mode: number, platform: NodeJS.Platform = 'linux') =>
    readableByOthers('files', { member: 'tokenFile', path: '/etc/the token', mode }, platform);

  it.each([
    0o100600, 0o100400, 0o100640,
  ])('is for its owner, and a group that may read it: mode %o', (mode) => {
    expect(of(mode)).toEqual([]);
  });

  it.each([
    [0o100644, 'mode 644'],
    [0o100660, 'mode 660'],
    [0o100602, 'mode 602'],
  ])('is warned of when others may read or write it: mode %o', (mode, actual) => {
    expect(of(mode)).toEqual([
      expect.objectContaining({ state: 'warning', actual, fix: "chmod 600 '/etc/the token'" }),
    ]);
  });

  it('has no such modes on Windows', () => {
    expect(of(0o100666, 'win32')).toEqual([]);
  });
});

it('a path is quoted as a shell takes it, where it has to be', () => {
  expect(quoted('/etc/modigie-gateway/key.json')).toBe('/etc/modigie-gateway/key.json');
  expect(quoted("/home/o'neil/a key")).toBe("'/home/o'\\''neil/a key'");
});
