import { describe, expect, it } from 'vitest';
import type { DeadLetterId } from '../../../../../shared/jobs/dead-letters/dead-letter-id.ts';
import { keepDeadLetter } from '../../../../../shared/use-cases/keep-dead-letter.ts';
import { redriveDeadLetter } from '../../../../../shared/use-cases/operate/dead-letters/redrive-dead-letter.ts';
import { received, setAsideBy, TOPICS, testGateway } from '../../../../fixtures.ts';

describe('a redrive of a result that was given up', () => {
  it.each([
    ['modigie-gateway-webhook.crm.d4eb294b', 'webhook-crm'],
    ['modigie-gateway-warehouse-facts', 'warehouse-facts'],
    ['modigie-gateway-warehouse-personal', 'warehouse-personal'],
    ['modigie-gateway-results', 'results-undelivered'],
  ])('by %s publishes it for all consumers, with its dedupKey and its bytes', async (subscription, source) => {
    const gateway = testGateway();
    const attributes = { dedupKey: 'k', status: 'completed', jobType: 'enrichMobile' };
    const givenUp = { ...attributes, CloudPubSubDeadLetterSourceSubscription: subscription };
    await keepDeadLetter(gateway, 'results-undelivered', received('{}', givenUp));
    const [letter] = setAsideBy(gateway);
    const id = letter?.id as DeadLetterId;
    const result = await redriveDeadLetter(gateway, { id, reason: null });
    expect(result).toMatchObject({ kind: 'redriven', letter: { source } });
    expect(gateway.published.to(TOPICS.results).map(({ message }) => message)).toEqual([
      { data: Buffer.from('{}'), attributes: { ...attributes, redriveGeneration: '2', redriveOf: id } },
    ]);
  });
});
