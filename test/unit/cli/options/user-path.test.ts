import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { userPath } from '../../../../cli/options/user-path.ts';

/** npm runs scripts here, and so do these tests run. */
const ROOT = join(import.meta.dirname, '..', '..', '..', '..');

afterEach(() => vi.unstubAllEnvs());

/** npm tells so where the user stands. */
const standingIn = (folder: string) => vi.stubEnv('INIT_CWD', folder);

describe('a path of the user', () => {
  it('leads from where npm runs to where it led the user', () => {
    standingIn(join(ROOT, '..', 'lists'));
    expect(userPath('leads.csv')).toBe('../lists/leads.csv');
    expect(userPath('spring/leads.csv')).toBe('../lists/spring/leads.csv');
    expect(userPath('..')).toBe('..');
    expect(userPath(`../${ROOT.split('/').at(-1)}`)).toBe('.');
    standingIn(join(ROOT, 'examples'));
    expect(userPath('leads.csv')).toBe('examples/leads.csv');
  });

  it('that begins at the root of the disk leads there from anywhere', () => {
    standingIn('/tmp');
    expect(join(ROOT, userPath('/srv/leads.csv'))).toBe('/srv/leads.csv');
  });

  it('is as it is for a user who stands where npm runs, or runs without npm', () => {
    standingIn(ROOT);
    expect(userPath('./leads.csv')).toBe('./leads.csv');
    vi.stubEnv('INIT_CWD', undefined);
    expect(userPath('./leads.csv')).toBe('./leads.csv');
  });

  it('of standard input and output is none', () => {
    standingIn('/tmp');
    expect(userPath('-')).toBe('-');
  });
});
