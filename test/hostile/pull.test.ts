import fc from 'fast-check';
import { expect, it } from 'vitest';
import { receiveResponses } from '../../shared/use-cases/receive/receive-responses.ts';
import { answerBody, received, TOPICS, testGateway } from '../fixtures.ts';
import { bytes, runs } from './arbitraries.ts';

it('hostile messages, pulled beside good ones, are taken for answers, or set aside byte for byte; the good are stored', async () => {
  const gateway = testGateway();
  let cases = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(bytes, { minLength: 1, maxLength: 8 }), async (hostile) => {
      cases += 1;
      const [setAside, stored] = [
        gateway.published.to(TOPICS.deadLetters).length,
        gateway.store.records().length,
      ];
      const good = ['created', 'completed'].map((status) => answerBody({ id: `good-${cases}`, status }));
      const messages = [good[0] ?? '', ...hostile, good[1] ?? ''].map((data) => received(data));
      expect(await Promise.all(receiveResponses(gateway, messages))).toEqual(messages.map(() => 'done'));
      const records = gateway.store.records();
      expect(records).toContainEqual(
        expect.objectContaining({ requestId: `good-${cases}`, status: 'completed' }),
      );
      const dead = gateway.published.to(TOPICS.deadLetters).slice(setAside);
      const isAnswer = records.length > stored + 1;
      if (!isAnswer) expect(dead.map(({ message }) => message.data)).toEqual(hostile);
    }),
    runs(0.01),
  );
});
