import { describe, expect, it } from 'vitest';
import type { JsonFields } from '../../../../cli/output/json-fields.ts';
import { listWebhooks } from '../../../../cli/webhooks/show-webhooks.ts';
import type { Cloud } from '../../../../cli/webhooks/webhook-backlog.ts';
import { WEBHOOK_LIST } from '../../../../shared/api/webhook-examples.ts';
import { refusal } from '../../../google/google-stand-in.ts';
import { standInContext } from '../../../google/smoke-context.ts';
import { addWebhook, WEBHOOK_SUBSCRIPTION } from '../../../google/webhooks.ts';
import { answer } from '../../client/scripted.ts';
import { scriptedCall } from '../jobs/call.ts';

const CRM = { ...WEBHOOK_LIST.webhooks[0] };
const LAKE = { ...CRM, name: 'lake', host: 'lake.acme.example', statuses: [], tags: [], payload: 'thin' };

async function listed(webhooks: readonly object[], cloud?: Cloud, json?: JsonFields) {
  const call = scriptedCall([answer(200, { webhooks })]);
  const code = await listWebhooks(call, cloud, json);
  return { code, written: call.sink.written(), told: call.told, requests: call.requests };
}

describe('webhooks list', () => {
  it('tells what each takes, without asking Google', async () => {
    const { code, written, told, requests } = await listed([CRM, LAKE]);
    expect(code).toBe(0);
    expect(requests.map(({ url }) => new URL(url).pathname)).toEqual(['/v1/webhooks']);
    expect(written).toBe(
      'crm\tcrm.acme.example\tcompleted\t\tteam=emea\tfull\t1\t\t\n' +
        'lake\tlake.acme.example\t\t\t\tthin\t1\t\t\n',
    );
    expect(told).toEqual([]);
  });

  it('tells what waits, and since when, where the project is named', async () => {
    const { google, context } = standInContext();
    addWebhook(google);
    for (const [subscription, count, age] of [
      [WEBHOOK_SUBSCRIPTION, 3, 7_200],
      ['modigie-gateway-webhook.crm.00000000', 4, 60],
      ['modigie-gateway-webhook.lake.e3b0c442', 0, 0],
      ['modigie-gateway-results', 9, 9],
    ] as const) {
      google.gauges.set(`num_undelivered_messages ${subscription}`, count);
      google.gauges.set(`oldest_unacked_message_age ${subscription}`, age);
    }
    const { written } = await listed([CRM, LAKE, { ...LAKE, name: 'new' }], context, [
      'name',
      'backlog',
      'oldest',
    ]);
    expect(JSON.parse(written)).toEqual([
      { name: 'crm', backlog: 7, oldest: '2026-11-28T10:00:00.250Z' },
      { name: 'lake', backlog: 0, oldest: null },
      { name: 'new', backlog: null, oldest: null },
    ]);
  });

  it('says that there are none, and which cannot sign', async () => {
    expect(await listed([])).toMatchObject({
      code: 0,
      written: '',
      told: [expect.stringContaining('no webhooks')],
    });
    expect((await listed([{ ...CRM, secrets: 0 }])).told).toEqual([
      'The secret of crm cannot be read, so that nothing is posted to it: docs/webhooks.md, Rotate a secret.',
    ]);
  });

  it('says what is missing where Google refuses', async () => {
    const { google, context } = standInContext();
    google.refuse = () => refusal(403, 'PERMISSION_DENIED');
    await expect(listed([CRM], context)).rejects.toThrow(
      /^Cloud Monitoring does not let your account do this\. It needs the role roles\/monitoring\.viewer/,
    );
  });
});
