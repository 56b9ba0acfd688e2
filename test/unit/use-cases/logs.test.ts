/** All use cases together: what they log. */
import { describe, expect, it } from 'vitest';
import { pullResponsesHandler } from '../../../functions/pull-responses/handler.ts';
import { ACCEPT_ALL } from '../../../shared/http/push-auth.ts';
import { LOG_EVENTS } from '../../../shared/telemetry/log-events.ts';
import { intakeMessage } from '../../../shared/use-cases/submit/intake-message.ts';
import { PAYLOAD, received, submission, testGateway } from '../../fixtures.ts';
import { receiveAnswer, submit, sweepAfter } from './actions.ts';

describe('logs', () => {
  it('hold no payload and no personal data', async () => {
    const gateway = testGateway();
    await submit(gateway);
    await submit(gateway, { ...submission(), payload: { person: { firstName: 5, lastName: 'Lindqvist' } } });
    await submit(gateway, submission('lead-1', { priority: 3 }));
    await receiveAnswer(gateway, { status: 'failed', payload: PAYLOAD });
    await sweepAfter(gateway);
    await receiveAnswer(gateway, { id: 'lead-1~2', payload: PAYLOAD });
    await intakeMessage(gateway, received('{"payload":"Ingrid"}'));
    expect(gateway.events.length).toBeGreaterThan(8);
    expect(JSON.stringify(gateway.events)).not.toMatch(/Ingrid|Lindqvist|Hollander/);
  });

  it.each([
    [{ acknowledged: 0, returned: 0 }, 'pull.empty', 'DEBUG'],
    [{ acknowledged: 1, returned: 0 }, 'pull.finished', 'INFO'],
    [{ acknowledged: 0, returned: 1 }, 'pull.finished', 'INFO'],
  ] as const)('say of a pull with %o no more than it is worth: %s', async (drained, name, severity) => {
    const gateway = testGateway();
    const pull = pullResponsesHandler(gateway, {
      verifier: ACCEPT_ALL,
      subscriptions: ['s'],
      forMs: 1000,
      drain: async () => drained,
    });
    await pull({ method: 'POST', target: '/', headers: {}, body: Buffer.alloc(0) });
    expect(gateway.events.map((event) => [event.name, LOG_EVENTS[event.name]])).toEqual([[name, severity]]);
  });
});
