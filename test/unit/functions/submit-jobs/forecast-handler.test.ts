import { describe, expect, it } from 'vitest';
import { submitJobsHandler } from '../../../../functions/submit-jobs/handler.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import { MINUTE, submission, testGateway } from '../../../fixtures.ts';
import { ended, times } from '../../use-cases/forecast/forecasting.ts';

function forecasting() {
  const gateway = testGateway();
  const handle = submitJobsHandler(gateway, MINUTE);
  const ask = async (items: unknown, headers: Record<string, string> = {}) => {
    const { status, body } = await handle({
      method: 'POST',
      target: '/v1/jobs:forecast',
      headers: { 'content-type': 'application/json', ...headers },
      caller: { email: 'a@acme.example', team: 'every' },
      body: Buffer.from(JSON.stringify(items)),
    });
    return { status, answer: JSON.parse(body) };
  };
  return { gateway, ask };
}

describe('forecasts of an instance', () => {
  it('share a history for ten minutes', async () => {
    const { gateway, ask } = forecasting();
    const historyOf = async () => (await ask([submission('new')])).answer.summary.kinds[0].history;
    expect(await historyOf()).toEqual({ ended: 0, completed: 0 });
    await ended(gateway, times(3, 'completed'));
    gateway.clock.time = later(gateway.clock.time, 10 * MINUTE - 1);
    expect(await historyOf()).toEqual({ ended: 0, completed: 0 });
    gateway.clock.time = later(gateway.clock.time, 1);
    expect(await historyOf()).toEqual({ ended: 3, completed: 3 });
  });

  it('are read anew in all else', async () => {
    const { gateway, ask } = forecasting();
    const wouldOf = async () => (await ask([submission('ended-0')])).answer.results[0].would;
    expect(await wouldOf()).toBe('new');
    await ended(gateway, ['completed']);
    expect(await wouldOf()).toBe('known');
  });

  it('may be sent with an Idempotency-Key, which they do not need', async () => {
    const { ask } = forecasting();
    const { status, answer } = await ask([submission('a')], { 'idempotency-key': 'b' });
    expect([status, answer.results[0].requestId]).toEqual([200, 'a']);
  });
});
