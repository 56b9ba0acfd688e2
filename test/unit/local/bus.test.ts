import { describe, expect, it } from 'vitest';
import { LocalBus } from '../../../local/bus.ts';
import { VirtualClock } from '../../../local/clock.ts';
import { CHAOS, ORDINARY } from '../../../local/misbehaviour.ts';
import type { HttpRequest } from '../../../shared/http/http.ts';
import { parsePush } from '../../../shared/http/push-envelope.ts';

const MONTH = 2_678_400_000;

describe('the local bus', () => {
  it('delivers again with backoff until it is acknowledged, and then no more', async () => {
    const clock = new VirtualClock(0);
    const bus = new LocalBus(clock, ORDINARY);
    const at: number[] = [];
    bus.createTopic('t');
    bus.createTopic('dead');
    bus.subscribe('t', {
      name: 's',
      maxAttempts: 10,
      deadLetterTopic: 'dead',
      push: async () => {
        at.push(clock.now());
        if (at.length === 2) throw new Error('crashed');
        return { status: at.length < 4 ? 503 : 204, headers: {}, body: '' };
      },
    });
    await bus.publish('t', { data: Buffer.from('x'), attributes: {} });
    await clock.outside().sleep(MONTH);
    expect(at).toEqual([1, 101, 301, 701]);
  });

  it.each([true, false])('pushes what a push function reads, unwrapped (%s) or not', async (unwrapped) => {
    const clock = new VirtualClock(Date.parse('2026-03-01T09:00:00Z'));
    const bus = new LocalBus(clock, ORDINARY);
    const read: unknown[] = [];
    bus.createTopic('t');
    const push = async (request: HttpRequest) => {
      read.push(parsePush(request, 0));
      return { status: 204, headers: {}, body: '' };
    };
    bus.subscribe('t', { name: 's', maxAttempts: 5, deadLetterTopic: 'dead', push, unwrapped });
    const attributes = { modigieJobDiscardReasonType: 'DuplicateJobIdError', modigiePubsubMessageId: '7' };
    await bus.publish('t', { data: Buffer.from('{"a":1}'), attributes });
    await clock.outside().sleep(MONTH);
    const publishTime = '2026-03-01T09:00:00.000000Z';
    const message = { messageId: '1', publishTime, data: Buffer.from('{"a":1}'), attributes };
    // Headers have no place for it.
    expect(read).toEqual([unwrapped ? message : { ...message, deliveryAttempt: 1 }]);
  });

  it('gives up after N deliveries, and keeps the message as a dead letter', async () => {
    const clock = new VirtualClock(0);
    const bus = new LocalBus(clock, ORDINARY);
    const dead: unknown[] = [];
    let calls = 0;
    bus.createTopic('t');
    bus.createTopic('dead');
    bus.listen('dead', ({ data, attributes }) => dead.push([String(data), attributes]));
    const push = async () => {
      calls += 1;
      return { status: 500, headers: {}, body: '' };
    };
    bus.subscribe('t', { name: 's', maxAttempts: 5, deadLetterTopic: 'dead', push });
    await bus.publish('t', { data: Buffer.from('x'), attributes: { a: 'b' } });
    await clock.outside().sleep(MONTH);
    expect(calls).toBe(5);
    expect(dead).toEqual([['x', { a: 'b', deadLetterReason: 'delivery-attempts', deadLetterSource: 's' }]]);
  });

  it('delivers concurrently, and in chaos some of what was acknowledged again', async () => {
    const clock = new VirtualClock(0);
    const bus = new LocalBus(clock, CHAOS);
    const seen = new Map<string, number>();
    let atWork = 0;
    let most = 0;
    bus.createTopic('t');
    bus.createTopic('dead');
    bus.subscribe('t', {
      name: 's',
      maxAttempts: 10,
      deadLetterTopic: 'dead',
      push: async ({ body }) => {
        most = Math.max(most, ++atWork);
        await clock.sleep(5);
        atWork -= 1;
        const { messageId } = JSON.parse(String(body)).message;
        seen.set(messageId, (seen.get(messageId) ?? 0) + 1);
        return { status: 204, headers: {}, body: '' };
      },
    });
    for (let i = 0; i < 200; i += 1) await bus.publish('t', { data: Buffer.from('x'), attributes: {} });
    await clock.outside().sleep(MONTH);
    expect(seen.size).toBe(200);
    expect(most).toBeGreaterThan(10);
    expect([...seen.values()].filter((times) => times > 1).length).toBeGreaterThan(5);
  });
});
