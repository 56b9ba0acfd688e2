import { describe, expect, it } from 'vitest';
import { requireSecrets } from '../../../shared/config/require-secrets.ts';
import { SECRETS } from '../../webhooks/judge.ts';

const webhook = (name: string) => ({ name, secretFile: `/secrets/${name}` });
const read = (files: Record<string, string>) => (file: string) => {
  const text = files[file];
  if (text === undefined) throw Object.assign(new Error(`no ${file}`), { code: 'ENOENT' });
  return text;
};

describe('the secrets of webhooks', () => {
  it('are looked at before the function starts: each wrong one is named, and nothing of it', () => {
    const files = { '/secrets/a': 's3cret', '/secrets/c': '' };
    const start = () => requireSecrets(['a', 'b', 'c'].map(webhook), read(files));
    expect(start).toThrow(
      /WEBHOOKS \(at \/0\/secretFile\) of a must hold one to three secrets[\s\S]*WEBHOOKS \(at \/2\/secretFile\) of c must/,
    );
    expect(start).toThrow(expect.objectContaining({ code: 'config-invalid' }));
    expect(start).not.toThrow(/s3cret|of b/);
  });

  it.each([
    ['cannot be read', {}],
    ['are none', { '/secrets/a': 's3cret' }],
  ])('that %s stop no other webhook', (_, files) => {
    const start = () =>
      requireSecrets([webhook('a'), webhook('b')], read({ ...files, '/secrets/b': SECRETS.join(' ') }));
    expect(start).not.toThrow();
  });

  it('none of which can be read yet are waited for', () => {
    expect(() => requireSecrets([webhook('a'), webhook('b')], read({}))).not.toThrow();
  });
});
