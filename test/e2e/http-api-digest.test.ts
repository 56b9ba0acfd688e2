/** Digests over HTTP. */
import { describe, expect, it } from 'vitest';
import { submission } from '../fixtures.ts';
import { apiUnderTest } from './api-under-test.ts';

const { call, post, end } = apiUnderTest();

describe('the digest of a job', () => {
  it('is there once it has completed; before, it says why there is none', async () => {
    await post(submission('told-2'));
    const digestOf = async () => (await call('GET', '/v1/jobs/told-2:digest')).json;
    expect(await digestOf()).toEqual({
      requestId: 'told-2',
      status: 'published',
      digest: null,
      reason: 'not-completed',
    });
    const phone = { phoneNumber: { userFormat: '+1 702-555-0100' }, phoneType: 'mobile' };
    await end('told-2', 'completed', {
      events: { appendMobile: { code: 'appended' } },
      payload: { phoneNumbers: [phone] },
    });
    expect(await digestOf()).toMatchObject({
      status: 'completed',
      digest: {
        facts: { mobile: { raw: '+1 702-555-0100' } },
        decisions: [{ value: '+17025550100' }],
        patches: [],
      },
      reason: null,
    });
  });

  it.each([
    ['POST', '/v1/jobs/told-2:digest', 405],
    ['GET', '/v1/jobs/told-2:digest?crm=hubspot', 400],
    ['GET', '/v1/jobs/a%2Fb:digest', 404],
  ])('%s %s is refused', async (method, path, status) => {
    expect((await call(method, path)).status).toBe(status);
  });
});
