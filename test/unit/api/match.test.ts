import { describe, expect, it } from 'vitest';
import { CALLS } from '../../../shared/api/calls.ts';
import { callMatcher } from '../../../shared/api/match.ts';

const match = callMatcher(CALLS);
const found = (method: string, path: string) => {
  const matched = match(method, path);
  return matched.kind === 'call' ? [matched.id, matched.path] : matched.kind;
};

describe('a request means', () => {
  it.each([
    ['POST', '/v1/jobs', 'submitJob', {}],
    ['POST', '/v1/jobs:batch', 'batchSubmitJobs', {}],
    ['GET', '/v1/jobs', 'listJobs', {}],
    ['GET', '/v1/jobs:count', 'countJobs', {}],
    ['POST', '/v1/jobs:batchGet', 'batchGetJobs', {}],
    ['GET', '/v1/jobs/a.b_c~2', 'getJob', { id: 'a.b_c~2' }],
    ['POST', '/v1/jobs/a:retry', 'retryJob', { id: 'a' }],
    ['GET', '/openapi.json', 'getOpenApi', {}],
    ['GET', '/health', 'getHealth', {}],
    ['GET', '/healthz', 'getHealth', {}],
  ])('%s %s: %s', (method, path, id, texts) => {
    expect(found(method, path)).toEqual([id, texts]);
  });

  it.each([
    ['POST', '/v1/jobs%3Abatch', 'batchSubmitJobs', {}],
    ['POST', '/v1/jobs/a%3aretry', 'retryJob', { id: 'a' }],
    ['GET', '/v1/%6Aobs/%61', 'getJob', { id: 'a' }],
    ['GET', '/v1/jobs/a%2Fb', 'getJob', { id: 'a/b' }],
  ])('%s %s, percent-encoded: %s', (method, path, id, texts) => {
    expect(found(method, path)).toEqual([id, texts]);
  });

  it.each([
    '',
    '/',
    '/v1',
    '/v1/',
    '/v1/jobs/',
    '/v1/jobs//',
    '/v1/jobs/a/b',
    '/v2/jobs',
    '/V1/jobs',
    '/v1/jobs:',
    '/v1/jobs:other',
    '/v1/jobs/:retry',
    '/v1/jobs/a:other',
    '/v1/jobs/a:retry:retry',
    '/v1/jobs/a:retryX',
  ])('nothing: %j', (path) => {
    expect(found('GET', path)).toBe('unknown');
  });

  it('another method of a known path, and says which there are', () => {
    const matched = match('DELETE', '/v1/jobs');
    expect(matched.kind === 'other-method' && matched.calls.map(({ method }) => method).toSorted()).toEqual([
      'GET',
      'POST',
    ]);
    expect(found('POST', '/v1/jobs/a')).toBe('other-method');
    expect(found('GET', '/v1/jobs/a:retry')).toBe('other-method');
  });

  it.each(['/v1/jobs/%', '/v1/jobs/%zz', '/v1/jobs/%E0%A4%A', '/%C0%80'])('not even a path: %s', (path) => {
    expect(found('GET', path)).toBe('malformed');
  });

  it('is told in time linear in the path', () => {
    const started = performance.now();
    for (const path of ['/'.repeat(1e6), `/v1/jobs/${':'.repeat(1e6)}`, `/v1/jobs/${'%3A'.repeat(3e5)}`])
      expect(found('GET', path)).toBe('unknown');
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
