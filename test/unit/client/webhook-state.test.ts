import { describe, expect, expectTypeOf, it } from 'vitest';
import type * as z from 'zod';
import type { Webhook, WebhookList, WebhookTest } from '../../../client/operator.ts';
import { WEBHOOK_LIST, WEBHOOK_TEST } from '../../../shared/api/webhook-examples.ts';
import type { WebhookListSchema, WebhookTestSchema } from '../../../shared/api/webhook-schemas.ts';

type ApiList = z.output<typeof WebhookListSchema>;
type ApiTest = z.output<typeof WebhookTestSchema>;

describe("the client's types of webhooks", () => {
  it('are what the API gives', () => {
    expectTypeOf<ApiList>().toExtend<WebhookList>();
    expectTypeOf<keyof Webhook>().toEqualTypeOf<keyof ApiList['webhooks'][number]>();
    expectTypeOf<ApiTest>().toExtend<WebhookTest>();
    expectTypeOf<keyof WebhookTest>().toEqualTypeOf<keyof ApiTest>();
    const [webhook]: WebhookList['webhooks'] = WEBHOOK_LIST.webhooks;
    const test: WebhookTest = WEBHOOK_TEST;
    expect([webhook?.host, test.status]).toEqual(['crm.acme.example', 204]);
  });
});
