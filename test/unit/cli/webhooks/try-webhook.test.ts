import { describe, expect, it } from 'vitest';
import type { JsonFields } from '../../../../cli/output/json-fields.ts';
import { testWebhook } from '../../../../cli/webhooks/try-webhook.ts';
import { problem } from '../../../../shared/api/problem.ts';
import { WEBHOOK_TEST } from '../../../../shared/api/webhook-examples.ts';
import { type Answer, answer } from '../../client/scripted.ts';
import { scriptedCall } from '../jobs/call.ts';

async function tested(given: Answer, json?: JsonFields) {
  const call = scriptedCall([given]);
  const code = await testWebhook(call, 'crm', json);
  return { code, written: call.sink.written(), told: call.told, requests: call.requests };
}

describe('webhooks test', () => {
  it('shows what was sent and answered, and ends with 0 where the receiver takes it', async () => {
    const { code, written, told, requests } = await tested(answer(200, WEBHOOK_TEST));
    expect([code, told]).toEqual([0, []]);
    expect(requests.map(({ method, url }) => [method, new URL(url).pathname])).toEqual([
      ['POST', '/v1/webhooks/crm:test'],
    ]);
    expect(written).toContain('status\t204\n');
    expect(written).toContain('ms\t84\n');
    expect(written).toContain(
      'headers\tcontent-type: application/json\nheaders\tuser-agent: modigie-gateway/0.1.0\n',
    );
  });

  it.each([200, 299])('takes %i for taken', async (status) => {
    expect((await tested(answer(200, { ...WEBHOOK_TEST, status }))).code).toBe(0);
  });

  it.each([301, 410, 429, 500])('ends with 1 where the receiver answers %i', async (status) => {
    const { code, told } = await tested(answer(200, { ...WEBHOOK_TEST, status }), ['status']);
    expect([code, told]).toEqual([
      1,
      [
        `The receiver of crm answered ${status}: results are taken with 2xx alone. docs/webhooks.md has what it must do.`,
      ],
    ]);
  });

  it.each([
    ['ERR_IP_BLOCKED', 'its address is private'],
    ['TIMEOUT', 'within 15 s'],
    ['EPIPE', 'see that its url in Terraform is right'],
    ['constructor', 'see that its url in Terraform is right'],
  ])('says what to do where nothing answered: %s', async (error, remedy) => {
    const { code, told } = await tested(answer(200, { ...WEBHOOK_TEST, status: null, error }));
    expect(code).toBe(1);
    expect(told).toEqual([
      expect.stringMatching(new RegExp(`^Nothing of crm answered \\(${error}\\): .*${remedy}`)),
    ]);
  });

  it('leaves a webhook that is not configured to the gateway, which names those that are', async () => {
    const refused = problem('webhook-not-found', 'There are crm, lake.');
    await expect(tested(answer(refused.status, refused))).rejects.toThrow('There are crm, lake.');
  });
});
