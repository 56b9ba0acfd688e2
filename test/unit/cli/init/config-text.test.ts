import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { besideOf, configText } from '../../../../cli/init/config-text.ts';
import type { Answers } from '../../../../cli/init/given-answers.ts';
import { parseStandaloneConfig } from '../../../../shared/config/standalone-config.ts';

const ANSWERS: Answers = {
  repositoryId: 'acme-production',
  topics: new Map([['enrichMobile', 'projects/m/topics/t']]),
  subscriptions: ['projects/m/subscriptions/s'],
  account: { by: 'default-credentials' },
  results: {},
};
const of = (path: string, more: Partial<Answers> = {}) =>
  JSON.parse(configText(path, { ...ANSWERS, ...more }));

describe('the text of a configuration', () => {
  it('is one that is taken, for each way to act', () => {
    for (const account of [
      { by: 'key-file', path: 'key.json' },
      { by: 'impersonation', email: 'a@b.example' },
      { by: 'default-credentials' },
    ] as const)
      expect(() => parseStandaloneConfig(configText('modigie.json', { ...ANSWERS, account }))).not.toThrow();
  });

  it('names one account at most', () => {
    expect(of('modigie.json', { account: { by: 'impersonation', email: 'a@b.example' } })).toMatchObject({
      applicationAccount: 'a@b.example',
    });
    expect(Object.keys(of('modigie.json')).filter((name) => name.startsWith('application'))).toEqual([]);
  });

  it('has paths from its own folder where they are below it, and absolute ones else', () => {
    const account = { by: 'key-file', path: 'etc/keys/key.json' } as const;
    expect(of('etc/modigie.json', { account, results: { file: 'results.ndjson' } })).toMatchObject({
      applicationKeyFile: join('keys', 'key.json'),
      ledger: 'ledger.sqlite',
      tokenFile: 'modigie.token',
      personPeppersFile: 'modigie.peppers',
      results: { file: resolve('results.ndjson') },
    });
  });

  it('has the ledger where it is told to be, as on a disk of its own', () => {
    expect(of('etc/modigie.json', { ledger: '/var/lib/gateway/ledger.sqlite' })).toMatchObject({
      ledger: '/var/lib/gateway/ledger.sqlite',
    });
    expect(of('etc/modigie.json', { ledger: 'etc/data/l.sqlite' })).toMatchObject({
      ledger: 'data/l.sqlite',
    });
  });

  it('names token and pepper after it', () => {
    expect(besideOf('etc/acme.json')).toEqual({
      token: resolve('etc/acme.token'),
      peppers: resolve('etc/acme.peppers'),
    });
  });
});
