import fc from 'fast-check';
import { expect, it } from 'vitest';
import { receiveResponses } from '../../shared/use-cases/receive/receive-responses.ts';
import { answerBody, messageIdOf, received, setAsideBy, testGateway } from '../fixtures.ts';
import { bytes, runs } from './arbitraries.ts';

it('hostile messages, pulled beside good ones, are taken for answers, or set aside byte for byte; the good are stored', async () => {
  const gateway = testGateway();
  let cases = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(bytes, { minLength: 1, maxLength: 8 }), async (hostile) => {
      cases += 1;
      const [setAside, stored] = [setAsideBy(gateway).length, gateway.store.records().length];
      const good = ['created', 'completed'].map((status) => answerBody({ id: `good-${cases}`, status }));
      const messages = [good[0] ?? '', ...hostile, good[1] ?? ''].map((data, i) => ({
        ...received(data),
        messageId: messageIdOf(`in-${cases}-${i}`),
      }));
      expect(await Promise.all(receiveResponses(gateway, messages))).toEqual(messages.map(() => 'done'));
      const records = gateway.store.records();
      expect(records).toContainEqual(
        expect.objectContaining({ requestId: `good-${cases}`, status: 'completed' }),
      );
      const dead = setAsideBy(gateway).slice(setAside);
      const isAnswer = records.length > stored + 1;
      if (!isAnswer) expect(dead.map(({ data }) => data)).toEqual(hostile);
    }),
    runs(0.01),
  );
});
