/** All use cases together: what they log. */
import { describe, expect, it } from 'vitest';
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
});
