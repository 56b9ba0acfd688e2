import { describe, expect, it } from 'vitest';
import { PublishError } from '../../../../shared/ports/errors.ts';
import type { Publisher } from '../../../../shared/ports/publisher.ts';
import { CircuitBreaker } from '../../../../shared/use-cases/sweep/circuit-breaker.ts';
import { messageIdOf } from '../../../fixtures.ts';
import { publisherOf } from '../../../one-by-one.ts';

const MESSAGE = { data: Buffer.from('x'), attributes: {} };

/** A publisher that fails as told, topic by topic, and counts its calls. */
function publisher(failures: Readonly<Record<string, Error>>) {
  const calls: string[] = [];
  const publish: Publisher['publish'] = async (topic) => {
    calls.push(topic);
    const failure = failures[topic];
    if (failure) throw failure;
    return messageIdOf(String(calls.length));
  };
  return { calls, publish };
}

const down = new PublishError('unavailable', 'no answer');

describe('a circuit breaker', () => {
  it('stops asking a topic that did not answer three times in a row, and still fails as unavailable', async () => {
    const { calls, publish } = publisher({ dead: down });
    const breaker = new CircuitBreaker(publisherOf(publish));
    for (let i = 0; i < 10; i += 1) {
      await expect(breaker.publish('dead', MESSAGE)).rejects.toMatchObject({ code: 'unavailable' });
    }
    expect(calls).toHaveLength(3);
  });

  it('says of a message that it never sent that it was not, and of the others that they may have been', async () => {
    const breaker = new CircuitBreaker(publisherOf(publisher({ dead: down }).publish));
    const told: unknown[] = [];
    for (let i = 0; i < 4; i += 1)
      await breaker.publish('dead', MESSAGE).catch((error) => told.push(error.maybeSent));
    expect(told).toEqual([true, true, true, false]);
  });

  it('keeps asking the other topics', async () => {
    const { calls, publish } = publisher({ dead: down });
    const breaker = new CircuitBreaker(publisherOf(publish));
    for (let i = 0; i < 5; i += 1) {
      await breaker.publish('dead', MESSAGE).catch(() => undefined);
      await breaker.publish('good', MESSAGE);
    }
    expect(calls.filter((topic) => topic === 'good')).toHaveLength(5);
  });

  it('counts anew after an answer', async () => {
    const failures: Record<string, Error> = { flaky: down };
    const { calls, publish } = publisher(failures);
    const breaker = new CircuitBreaker(publisherOf(publish));
    for (let i = 0; i < 2; i += 1) await breaker.publish('flaky', MESSAGE).catch(() => undefined);
    delete failures['flaky'];
    await breaker.publish('flaky', MESSAGE);
    failures['flaky'] = down;
    for (let i = 0; i < 2; i += 1) await breaker.publish('flaky', MESSAGE).catch(() => undefined);
    expect(calls).toHaveLength(5);
  });

  it('is not opened by a refusal, which concerns its message alone', async () => {
    const { calls, publish } = publisher({ strict: new PublishError('refused', 'odd message') });
    const breaker = new CircuitBreaker(publisherOf(publish));
    for (let i = 0; i < 5; i += 1) {
      await expect(breaker.publish('strict', MESSAGE)).rejects.toMatchObject({ code: 'refused' });
    }
    expect(calls).toHaveLength(5);
  });
});

/** A publisher whose sets end as told, one after the other; the last of these for good. */
function setsThatEnd(...sets: readonly (readonly (PublishError | 'sent')[])[]) {
  const calls: number[] = [];
  const publisher: Publisher = {
    publish: () => expect.unreachable('A set is one call.'),
    publishAll: async (_topic, messages) => {
      const set = sets[Math.min(calls.length, sets.length - 1)] ?? [];
      calls.push(messages.length);
      return set.map((outcome, i) => (outcome === 'sent' ? messageIdOf(String(i)) : outcome));
    },
  };
  const breaker = new CircuitBreaker(publisher);
  return { calls, publishTwo: () => breaker.publishAll('topic', [MESSAGE, MESSAGE]) };
}

describe('a circuit breaker of sets', () => {
  const refused = new PublishError('refused', 'odd message');

  it.each([
    ['nothing of which was answered', [down, down]],
    ['a part of which was not answered', ['sent', down]],
    ['a part of which was refused, and the other not answered', [refused, down]],
  ] as const)('counts a set as one failure, %s', async (_which, set) => {
    const { calls, publishTwo } = setsThatEnd(set);
    for (let i = 0; i < 3; i += 1) expect(await publishTwo()).toEqual(set.map((one) => outcomeOf(one)));
    expect(await publishTwo()).toMatchObject([
      { code: 'unavailable', maybeSent: false },
      { code: 'unavailable', maybeSent: false },
    ]);
    expect(calls).toEqual([2, 2, 2]);
  });

  it('counts anew after a set that was answered', async () => {
    const { calls, publishTwo } = setsThatEnd([down, down], [down, down], ['sent', refused], [down, down]);
    for (let i = 0; i < 10; i += 1) await publishTwo();
    expect(calls).toHaveLength(6);
  });

  it('is not opened by sets that are refused', async () => {
    const { calls, publishTwo } = setsThatEnd([refused, refused]);
    for (let i = 0; i < 5; i += 1) await publishTwo();
    expect(calls).toHaveLength(5);
  });
});

function outcomeOf(one: PublishError | 'sent') {
  return one === 'sent' ? expect.any(String) : one;
}
