/** Holding and releasing over HTTP. */
import { describe, expect, it } from 'vitest';
import { rfc3339 } from '../../shared/jobs/instant.ts';
import { submission } from '../fixtures.ts';
import { apiUnderTest, problemType } from './api-under-test.ts';

const { gateway, call } = apiUnderTest();

describe('a hold', () => {
  it('of a job type that is not configured is refused, and names those that are', async () => {
    for (const name of ['telepathy', 'enrichmobile', 'a%2Fb']) {
      const answer = await call('POST', `/v1/holds/${name}`, { body: {} });
      expect([answer.status, problemType(answer)]).toEqual([404, 'job-type-not-found']);
      expect(answer.json.detail).toContain('enrichMobile; or * for all of them');
    }
  });

  it.each([
    [{ until: 'soon' }, '/until', 'must be an RFC 3339 time'],
    [{ until: rfc3339(gateway.clock.now()) }, '/until', 'must be later than now'],
    [{ reason: '' }, '/reason', 'must not be empty'],
    [{ untill: 'x' }, '/untill', ''],
  ])('is refused for %j, and says what is wrong', async (body, pointer, detail) => {
    const answer = await call('POST', '/v1/holds/enrichMobile', { body });
    expect([answer.status, problemType(answer)]).toEqual([422, 'invalid']);
    expect(answer.json.errors).toEqual([{ pointer, detail: expect.stringContaining(detail) }]);
  });

  it('accepts what is submitted, and shows it as held until it is released', async () => {
    const held = await call('POST', '/v1/holds/enrichMobile', { body: { reason: 'OPS-317' } });
    expect([held.status, held.json.state]).toEqual([202, 'in-force']);
    const submitted = await call('POST', '/v1/jobs', { body: submission('held-1') });
    expect([submitted.status, submitted.json.status, submitted.json.held]).toEqual([
      202,
      'accepted',
      'enrichMobile',
    ]);
    const explained = await call('GET', '/v1/jobs/held-1:explain', { headers: {} });
    expect(explained.json.sentences.map(({ code }: { code: string }) => code)).toContain('held');
    expect((await call('GET', '/v1/holds', { headers: {} })).json.holds).toMatchObject([
      { name: 'enrichMobile', held: 1 },
    ]);
    const released = await call('POST', '/v1/holds/enrichMobile:release', { body: { ratePerMinute: 60 } });
    expect([released.status, released.json.state]).toEqual([202, 'releasing']);
    const operation = await call('GET', `/v1/operations/${released.json.operation}`, { headers: {} });
    expect(operation.json).toMatchObject({ kind: 'release', hold: 'enrichMobile', ratePerMinute: 60 });
  });

  it('that is released twice is answered the same, and one that is not there with what is', async () => {
    expect((await call('POST', '/v1/holds/enrichMobile:release', { body: {} })).status).toBe(200);
    const answer = await call('POST', '/v1/holds/*:release', { body: {} });
    expect([answer.status, problemType(answer)]).toEqual([404, 'hold-not-found']);
    expect(answer.json.detail).toContain('Held by name: enrichMobile.');
  });
});
