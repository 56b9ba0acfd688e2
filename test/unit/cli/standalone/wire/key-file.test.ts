import { describe, expect, it } from 'vitest';
import { judgeKey } from '../../../../../cli/standalone/wire/key-file.ts';
import { ACCOUNT, KEY } from './keys.ts';

const judge = (value: unknown) => judgeKey(JSON.stringify(value));
const { private_key: PEM } = KEY;

describe('a key file', () => {
  it('is the key of a service account, which it names', () => {
    expect(judge(KEY)).toEqual({ kind: 'service-account', account: ACCOUNT });
    expect(judgeKey(`\uFEFF${JSON.stringify(KEY)}`)).toEqual({ kind: 'service-account', account: ACCOUNT });
  });

  it('may be a configuration of workload identity federation, without any key', () => {
    expect(judge({ type: 'external_account', audience: '//iam.googleapis.com/x' })).toEqual({
      kind: 'federation',
    });
  });

  it.each([
    [
      "a person's credentials",
      { type: 'authorized_user', refresh_token: 's3cret' },
      "a person's own credentials",
    ],
    ['a person who acts', { type: 'impersonated_service_account' }, 'name it in applicationAccount'],
    ['an OAuth client', { installed: { client_secret: 's3cret' } }, 'an OAuth client'],
    ['an OAuth client of a site', { web: { client_secret: 's3cret' } }, 'an OAuth client'],
    ['a file of another kind', { type: 's3cret' }, 'JSON of another kind'],
    ['a list', [KEY], 'no JSON'],
    ['a key without its account', { ...KEY, client_email: undefined }, 'without client_email'],
    ['a key without itself', { ...KEY, private_key: undefined }, 'without private_key'],
    ['a key that was cut off', { ...KEY, private_key: PEM.slice(0, 400) }, 'private_key is broken'],
    [
      'a key whose lines are lost',
      { ...KEY, private_key: PEM.replaceAll('\n', '\\n') },
      'private_key is broken',
    ],
    ['a public key', { ...KEY, private_key: PEM.replaceAll('PRIVATE', 'PUBLIC') }, 'private_key is broken'],
  ])('is not %s, and nothing of it is told', (_, value, is) => {
    const judged = judge(value);
    expect(judged).toEqual({ kind: 'none', is: expect.stringContaining(is) });
    expect(JSON.stringify(judged)).not.toMatch(/s3cret|BEGIN|MII/);
  });

  it.each([
    ['', 'empty'],
    [' \n', 'empty'],
    [PEM, 'a private key alone (PEM), without its account'],
    [JSON.stringify(KEY).slice(0, 300), 'no JSON: cut off, or of another format, such as P12'],
    ['0\u0082\u0009', 'no JSON: cut off, or of another format, such as P12'],
  ])('is no text that is none: %#', (text, is) => {
    expect(judgeKey(text)).toEqual({ kind: 'none', is });
  });
});
