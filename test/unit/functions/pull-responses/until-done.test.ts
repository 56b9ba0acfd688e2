import { describe, expect, it } from 'vitest';
import { untilDone } from '../../../../functions/pull-responses/until-done.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import { timestampOf } from '../../../../shared/protocol/timestamp.ts';
import { answerBody, MINUTE, messageIdOf, START, type TestGateway, testGateway } from '../../../fixtures.ts';
import { countCalls, fail, logged, recordOf, submit } from '../../use-cases/actions.ts';

const PATIENCE = { endsAt: later(START, MINUTE), maxWaiting: 10 };

const discardOf = (messageId: string) => ({
  messageId: messageIdOf('d-1'),
  publishTime: timestampOf(START),
  data: Buffer.from('{}'),
  attributes: { modigieJobDiscardReasonType: 'MissingJobIdError', modigiePubsubMessageId: messageId },
});

/** Lets time pass at each wait. @returns how long each was, in milliseconds */
function waits(gateway: TestGateway, onWait: (nth: number) => unknown = () => undefined): number[] {
  const slept: number[] = [];
  Object.assign(gateway.clock, {
    sleep: async (ms: number) => {
      gateway.clock.time = later(gateway.clock.time, ms);
      await onWait(slept.push(ms));
    },
  });
  return slept;
}

describe('a pulled message', () => {
  it('that is taken in may be acknowledged at once', async () => {
    const gateway = testGateway();
    const slept = waits(gateway);
    const message = { ...discardOf(''), attributes: {}, data: Buffer.from(answerBody({ id: 'job-1' })) };
    expect(await untilDone(gateway, PATIENCE)(message)).toBe(true);
    expect(slept).toEqual([]);
  });

  it('that cannot be taken in yet is tried a few times, further and further apart, then returned', async () => {
    const gateway = testGateway();
    const slept = waits(gateway);
    const calls = countCalls(gateway);
    expect(await untilDone(gateway, PATIENCE)(discardOf('unknown'))).toBe(false);
    // The last wait ends with the pull: returned before, it would come again at once.
    expect(slept).toEqual([5_000, 10_000, 20_000, 25_000]);
    expect(calls.findByMessageId).toBe(4);
  });

  it('is taken in as soon as what it waits for is there', async () => {
    const gateway = testGateway();
    const slept = waits(gateway, (nth) => nth === 2 && submit(gateway));
    expect(await untilDone(gateway, PATIENCE)(discardOf('msg-1'))).toBe(true);
    expect(slept).toHaveLength(2);
    expect(await recordOf(gateway)).toMatchObject({ status: 'discarded' });
  });

  it('waits likewise for a store that does not answer', async () => {
    const gateway = testGateway();
    const slept = waits(gateway);
    fail(gateway, 'findByMessageId');
    expect(await untilDone(gateway, PATIENCE)(discardOf('msg-1'))).toBe(false);
    expect(slept).toHaveLength(4);
    expect(new Set(logged(gateway))).toEqual(new Set(['store.unavailable']));
  });

  it('is returned at once where too many wait already: others must get through', async () => {
    const gateway = testGateway();
    waits(gateway);
    const process = untilDone(gateway, { ...PATIENCE, maxWaiting: 2 });
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    Object.assign(gateway.clock, { sleep: () => held });
    const waiting = [process(discardOf('a')), process(discardOf('b'))];
    expect(await process(discardOf('c'))).toBe(false);
    gateway.clock.time = PATIENCE.endsAt;
    release();
    expect(await Promise.all(waiting)).toEqual([false, false]);
  });
});
