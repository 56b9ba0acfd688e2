import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GatewayError, ModigieGateway } from '../../../client/index.ts';
import { submission } from '../../fixtures.ts';
import { answer, COMPLETED, failureOf, refusal, scripted } from './scripted.ts';

const COUNTS = answer(200, { byStatus: {} });

describe('an address', () => {
  it.each([
    ['https://gateway.test', 'https://gateway.test/v1/jobs/lead-1'],
    ['https://gateway.test/', 'https://gateway.test/v1/jobs/lead-1'],
    ['https://company.test/tools/modigie', 'https://company.test/tools/modigie/v1/jobs/lead-1'],
    ['https://company.test/tools/modigie/', 'https://company.test/tools/modigie/v1/jobs/lead-1'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/v1/jobs/lead-1'],
  ])('%s is called at %s', async (url, called) => {
    const { gateway, requests } = scripted([COMPLETED], { url });
    await gateway.jobs.get('lead-1');
    expect(requests.map((request) => request.url)).toEqual([called]);
  });

  it.each([
    '',
    'gateway.test',
    'ftp://gateway.test',
    'xhttp://gateway.test',
    'https://me:secret@gateway.test',
    'https://a.test?b=c',
  ])('%j is none, and the error does not repeat it', (url) => {
    expect(() => new ModigieGateway({ url })).toThrow(
      'url must be an address such as https://gateway.example.com.',
    );
    for (const name of ['queryUrl', 'operateUrl'])
      expect(() => new ModigieGateway({ url: 'https://a.test', [name]: url })).toThrow(`${name} must be`);
  });

  it('of reading and of retrying may be another: each has its own token', async () => {
    const { gateway, requests } = scripted([COMPLETED], {
      url: 'https://submit.test',
      queryUrl: 'https://query.test/read',
      operateUrl: 'https://operate.test',
      auth: async (address) => `token for ${address}`,
    });
    await gateway.jobs.submit(submission());
    await gateway.jobs.get('lead-1');
    await gateway.jobs.retry('lead-1');
    expect(requests.map(({ url, headers }) => [url, headers['authorization']])).toEqual([
      ['https://submit.test/v1/jobs', 'Bearer token for https://submit.test'],
      ['https://query.test/read/v1/jobs/lead-1', 'Bearer token for https://query.test/read'],
      ['https://operate.test/v1/jobs/lead-1:retry', 'Bearer token for https://operate.test'],
    ]);
  });

  it.each([
    ['whatever answers there', answer(403, '<h1>Forbidden</h1>')],
    ['the gateway', refusal('not-found')],
    ['nobody, and the connection breaks', new TypeError('fetch failed')],
  ])('is named by a failed call, with its operation, and without query and token: %s', async (_who, failure) => {
    const { gateway } = scripted([failure], {
      url: 'https://submit.test',
      queryUrl: 'https://query.test/read/',
      operateUrl: 'https://operate.test',
      auth: () => 'secret',
      maxRetries: 0,
    });
    const failures = [
      await failureOf(gateway.jobs.submit(submission())),
      await failureOf(gateway.jobs.count({ tag: 'team=emea' })),
      await failureOf(gateway.jobs.retry('lead-1')),
    ];
    expect(failures).toMatchObject([
      { address: 'https://submit.test', operation: 'submitJob' },
      { address: 'https://query.test/read', operation: 'countJobs' },
      { address: 'https://operate.test', operation: 'retryJob' },
    ]);
  });

  it('is that of every call, unless another is given', async () => {
    const { gateway, requests } = scripted([COMPLETED], { url: 'https://gateway.test' });
    await gateway.jobs.get('lead-1');
    await gateway.jobs.retry('lead-1');
    expect(requests.map(({ url }) => new URL(url).origin)).toEqual(Array(2).fill('https://gateway.test'));
  });
});

describe('a request', () => {
  it('says who sends it, and what', async () => {
    const { gateway, requests } = scripted([COMPLETED]);
    const { version } = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../../client/package.json'), 'utf8'),
    );
    await gateway.jobs.submit(submission());
    await gateway.jobs.get('lead-1');
    expect(requests).toMatchObject([
      {
        method: 'POST',
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          'user-agent': `modigie-gateway-client/${version}`,
        },
        body: JSON.stringify(submission()),
      },
      { method: 'GET', headers: { accept: 'application/json' } },
    ]);
    expect(requests[1]).not.toHaveProperty('body');
    expect(requests[1]?.headers).not.toHaveProperty('content-type');
    expect(requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it('has the version of the gateway that its client comes from', () => {
    const versionOf = (path: string) =>
      JSON.parse(readFileSync(join(import.meta.dirname, '../../..', path), 'utf8')).version;
    expect(versionOf('client/package.json')).toBe(versionOf('package.json'));
  });

  it('carries request IDs and filters whatever is in them', async () => {
    const { gateway, requests } = scripted([COUNTS]);
    const odd = "a$&b/c?d#e%f g:retry$'";
    await failureOf(gateway.jobs.get(odd));
    await gateway.jobs.count({ jobType: 'a&b', tag: 'team=ü 1' });
    expect(requests.map(({ url }) => url)).toEqual([
      `https://gateway.test/v1/jobs/${encodeURIComponent(odd)}`,
      'https://gateway.test/v1/jobs:count?jobType=a%26b&tag=team%3D%C3%BC+1',
    ]);
  });

  it.each([
    '',
    '.',
    '..',
  ])('is not sent for %j, which names no job and leads elsewhere', async (requestId) => {
    const { gateway, requests } = scripted([COMPLETED]);
    for (const call of [gateway.jobs.get(requestId), gateway.jobs.retry(requestId)])
      expect(await failureOf(call)).toMatchObject({ type: 'job-not-found', status: 404 });
    expect(requests).toEqual([]);
  });

  it('is not taken elsewhere: a redirect is no answer of a gateway, and says where to', async () => {
    const { gateway, requests } = scripted([answer(302, '', { location: 'https://login.test/' })]);
    const error = await failureOf(gateway.jobs.get('lead-1'));
    expect(requests[0]?.redirect).toBe('manual');
    expect(error).toBeInstanceOf(GatewayError);
    expect(error).toMatchObject({
      type: 'not-a-gateway',
      detail: 'https://gateway.test answered 302 and points to https://login.test/: check the address.',
    });
  });

  it('is not sent when there is no token; the error is that of auth', async () => {
    const lost = new Error('The key file is gone.');
    const { gateway, requests } = scripted([COMPLETED], {
      auth: () => {
        throw lost;
      },
    });
    expect(await failureOf(gateway.jobs.get('lead-1'))).toBe(lost);
    expect(requests).toEqual([]);
  });
});
