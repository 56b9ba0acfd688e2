import { describe, expect, it } from 'vitest';
import type { DeadLetterId } from '../../../../../shared/jobs/dead-letters/dead-letter-id.ts';
import { keepDeadLetter } from '../../../../../shared/use-cases/keep-dead-letter.ts';
import { redriveDeadLetter } from '../../../../../shared/use-cases/operate/dead-letters/redrive-dead-letter.ts';
import { received, setAsideBy, TOPICS, testGateway } from '../../../../fixtures.ts';

describe('a redrive of a result that a webhook did not take', () => {
  it('publishes it for all consumers of results, with its dedupKey and its bytes', async () => {
    const gateway = testGateway();
    const attributes = { dedupKey: 'k', status: 'completed', jobType: 'enrichMobile' };
    const subscription = 'modigie-gateway-webhook.crm.d4eb294b';
    const givenUp = { ...attributes, CloudPubSubDeadLetterSourceSubscription: subscription };
    await keepDeadLetter(gateway, 'results-undelivered', received('{}', givenUp));
    const [letter] = setAsideBy(gateway);
    const id = letter?.id as DeadLetterId;
    const result = await redriveDeadLetter(gateway, { id, reason: null });
    expect(result).toMatchObject({ kind: 'redriven', letter: { source: 'webhook-crm' } });
    expect(gateway.published.to(TOPICS.results).map(({ message }) => message)).toEqual([
      { data: Buffer.from('{}'), attributes: { ...attributes, redriveGeneration: '2', redriveOf: id } },
    ]);
  });
});
