import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../shared/config/read-config.ts';
import { GOOD_ENVIRONMENT } from './good-environment.ts';

const CRM = { name: 'crm', url: 'https://crm.example.com/hook/s3cret', secretFile: '/secrets/crm/secret' };

const read = (webhooks: unknown, more: Record<string, string> = {}) =>
  readConfig('deliver-webhooks', { ...GOOD_ENVIRONMENT, WEBHOOKS: JSON.stringify(webhooks), ...more });
const problems = (webhooks: unknown, more: Record<string, string> = {}) => {
  try {
    read(webhooks, more);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
};

describe('WEBHOOKS', () => {
  it('is a list, each of which takes all results in full by default', () => {
    expect(read([CRM]).WEBHOOKS).toEqual([{ ...CRM, statuses: [], jobTypes: [], tags: [], payload: 'full' }]);
    expect(read([]).WEBHOOKS).toEqual([]);
  });

  it('takes a filter and thin payloads', () => {
    const narrow = {
      ...CRM,
      statuses: ['completed', 'over-budget'],
      jobTypes: ['enrichMobile'],
      tags: ['team=emea', 'note=a=b', 'empty='],
      payload: 'thin',
    };
    expect(read([narrow]).WEBHOOKS).toEqual([narrow]);
  });

  it.each([
    [{ name: 'CRM' }, '/0/name', 'words of a-z and 0-9'],
    [{ name: undefined }, '/0/name', 'words of a-z and 0-9'],
    [{ url: 'http://crm.example.com/s3cret' }, '/0/url', 'must begin with https:'],
    [{ url: 'https://s3cret@crm.example.com' }, '/0/url', 'no user name'],
    [{ url: 7 }, '/0/url', 'must be an address'],
    [{ secretFile: 'secret' }, '/0/secretFile', 'absolute path of a file'],
    [{ statuses: ['complete'] }, '/0/statuses/0', 'must be the status of a result: rejected, canceled'],
    [{ statuses: ['published'] }, '/0/statuses/0', 'must be the status of a result'],
    [{ statuses: 'completed' }, '/0/statuses', 'must be an array'],
    [{ jobTypes: [''] }, '/0/jobTypes/0', 'must be the name of a job type'],
    [{ tags: ['emea'] }, '/0/tags/0', 'must be written as name=value'],
    [{ tags: ['=emea'] }, '/0/tags/0', 'must be written as name=value'],
    [{ payload: 'slim' }, '/0/payload', 'must be full or thin'],
    [{ secret: 's3cret' }, '/0', 'has the unknown member "secret": leave it out'],
  ])('refuses %j, and names the field, the remedy and no value', (wrong, path, remedy) => {
    const told = problems([{ ...CRM, ...wrong }]);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(`WEBHOOKS (at ${path}) `);
    expect(told[0]).toContain(remedy);
    expect(told[0]).not.toContain('s3cret');
  });

  it('gives no name twice, and takes ten at most', () => {
    expect(problems([CRM, CRM])).toEqual([
      '  WEBHOOKS (at /1/name) is the name of another webhook: each has its own',
    ]);
    const eleven = Array.from({ length: 11 }, (_, i) => ({ ...CRM, name: `crm-${i}` }));
    expect(problems(eleven)).toEqual(['  WEBHOOKS takes at most 10 webhooks']);
    expect(problems(eleven.slice(1))).toEqual([]);
  });

  it('is required', () => {
    expect(() => readConfig('deliver-webhooks', GOOD_ENVIRONMENT)).toThrow('WEBHOOKS is required: set it');
  });

  it('takes plain HTTP on one machine alone, where pushes carry no token', () => {
    const local = [{ ...CRM, url: 'http://localhost:3000/hook' }];
    expect(problems(local, { PUSH_AUTHENTICATION: 'off' })).toEqual([]);
    expect(problems(local)).toHaveLength(1);
  });
});

describe('WEBHOOK_ALLOW_PRIVATE', () => {
  const refused = (ranges: string) => problems([CRM], { WEBHOOK_ALLOW_PRIVATE: ranges });

  it('lists ranges', () => {
    expect(read([CRM]).WEBHOOK_ALLOW_PRIVATE).toEqual([]);
    expect(refused('["10.1.0.0/16","fd00::/32"]')).toEqual([]);
  });

  it.each(['["10.1.0.0"]', '["10.1.2.0/16"]', '[7]'])('refuses %s with the remedy', (ranges) => {
    expect(refused(ranges)).toEqual([
      '  WEBHOOK_ALLOW_PRIVATE (at /0) must be a range of addresses such as 10.1.0.0/16 or fd00:1::/32, its host bits zero',
    ]);
  });
});

describe('deliver-webhooks', () => {
  it('lets in named callers alone on Cloud Run, since operators try webhooks there', () => {
    expect(problems([CRM], { K_SERVICE: 'x', INVOKERS: 'everybody' })).toHaveLength(1);
    expect(problems([CRM], { K_SERVICE: 'x', INVOKERS: 'named' })).toEqual([]);
  });
});
