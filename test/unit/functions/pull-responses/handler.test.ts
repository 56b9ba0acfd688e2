import { describe, expect, it } from 'vitest';
import { type PullEndpoint, pullResponsesHandler } from '../../../../functions/pull-responses/handler.ts';
import { ACCEPT_ALL } from '../../../../shared/http/push-auth.ts';
import { testGateway } from '../../../fixtures.ts';

async function pulled(subscriptions: readonly string[], drain: PullEndpoint['drain']) {
  const gateway = testGateway();
  const handler = pullResponsesHandler(gateway, {
    verifier: ACCEPT_ALL,
    subscriptions,
    forMs: 50_000,
    drain,
  });
  const { status, body } = await handler({
    method: 'POST',
    target: '/',
    headers: {},
    body: Buffer.alloc(0),
  });
  return { status, body: JSON.parse(body), events: gateway.events };
}

describe('pull-responses', () => {
  it('pulls every subscription, and adds up', async () => {
    const { status, body } = await pulled(['a', 'b'], async (name) =>
      name === 'a' ? { acknowledged: 2, returned: 0 } : { acknowledged: 3, returned: 1 },
    );
    expect([status, body]).toEqual([200, { acknowledged: 5, returned: 1 }]);
  });

  it('lets the good subscriptions finish when another is missing, then reports it', async () => {
    const missing = new Error('NOT_FOUND');
    let finished = false;
    const { status, body, events } = await pulled(['gone', 'good'], async (name) => {
      if (name === 'gone') throw missing;
      for (let i = 0; i < 10; i += 1) await Promise.resolve();
      finished = true;
      return { acknowledged: 4, returned: 0 };
    });
    expect(finished).toBe(true);
    expect(events).toMatchObject([
      { name: 'pull.failed', fields: { subscription: 'gone', error: missing } },
      { name: 'pull.finished', fields: { counts: { acknowledged: 4, returned: 0 } } },
    ]);
    expect([status, body.detail]).toEqual([
      500,
      '1 of 2 subscriptions could not be pulled; the log names them.',
    ]);
  });
});
