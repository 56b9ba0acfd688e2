import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addProfile, listProfiles, removeProfile, useProfile } from '../../../../cli/profiles/profiles.ts';
import { recordedSink } from '../output/recorded-sink.ts';

const A = { gateway: 'https://a.example', query: 'https://read.a.example' };
const B = { gateway: 'https://b.example', googleIdentity: true };

let path: string;
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'profiles-')), 'config.json');
});
afterEach(() => rm(join(path, '..'), { recursive: true }));

const content = async () => JSON.parse(await readFile(path, 'utf8'));
async function listed(): Promise<string> {
  const sink = recordedSink(undefined);
  await listProfiles(path, sink, undefined);
  return sink.written();
}

describe('profiles', () => {
  it('are added, used, listed and removed', async () => {
    await addProfile(path, 'a', A);
    await addProfile(path, 'b', B);
    await useProfile(path, 'b');
    expect(await listed()).toBe(
      'a\t\thttps://a.example\thttps://read.a.example\t\t\t\nb\tyes\thttps://b.example\t\t\t\tyes\n',
    );
    await removeProfile(path, 'b');
    expect(await content()).toEqual({ profiles: { a: A } });
    await useProfile(path, 'a');
    await useProfile(path, undefined);
    expect(await content()).toEqual({ profiles: { a: A } });
  });

  it('are listed as JSON', async () => {
    await addProfile(path, 'b', B);
    const sink = recordedSink(80);
    expect(await listProfiles(path, sink, ['name', 'operate'])).toBe(1);
    expect(JSON.parse(sink.written())).toEqual([{ name: 'b', operate: null }]);
  });

  it('are replaced only when that is said', async () => {
    await addProfile(path, 'a', A);
    await expect(addProfile(path, 'a', B)).rejects.toThrow(/already: --replace takes its place/);
    await addProfile(path, 'a', { ...B, replace: true });
    expect(await content()).toEqual({ profiles: { a: B } });
  });

  it('keep nothing but addresses and whose tokens are taken', async () => {
    await addProfile(path, 'a', { ...A, token: 'sesame' } as typeof A);
    expect(await readFile(path, 'utf8')).not.toContain('sesame');
  });

  it('have names that can be typed', async () => {
    await expect(addProfile(path, '__proto__', A)).rejects.toThrow(
      '__proto__ cannot be the name of a profile. It must be 1 to 64 letters, digits, dots, hyphens and underscores.',
    );
  });

  it.each([
    ['used', useProfile],
    ['removed', removeProfile],
  ])('that are unknown are not %s', async (_what, act) => {
    await addProfile(path, 'a', A);
    await expect(act(path, 'z')).rejects.toThrow('There is no profile z; there are a.');
    expect(await content()).toEqual({ profiles: { a: A } });
  });
});
