import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readToken } from '../../../../cli/standalone/read-token.ts';

function fileWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'token-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'token'), text);
  return join(folder, 'token');
}

describe('the token of a standalone gateway', () => {
  it('is read without the white space around it', async () => {
    expect(await readToken(fileWith('\uFEFF 0123456789abcdef\r\n'))).toBe('0123456789abcdef');
  });

  it.each([
    ['too short', '0123456789abcde'],
    ['two', '0123456789abcdef 0123456789abcdef'],
    ['one that programs would send as different bytes', '0123456789-Zebediah-é'],
    ['one with a control character', '0123456789-Zebediah-\u0000'],
  ])('is refused when it is %s, and not told', async (_, text) => {
    const error = await readToken(fileWith(text)).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'user-error', exitCode: 2 });
    expect((error as Error).message).toContain('must hold one token of 16 characters or more');
    expect((error as Error).message).not.toMatch(/Zebediah|abcde/);
  });
});
