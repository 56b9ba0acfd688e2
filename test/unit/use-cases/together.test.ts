import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../local/clock.ts';
import {
  PublishError,
  RecordRefusedError,
  RecordUnreadableError,
  StoreUnavailableError,
} from '../../../shared/ports/errors.ts';
import type { JobStore } from '../../../shared/ports/job-store.ts';
import type { GatewayContext } from '../../../shared/use-cases/context.ts';
import { together } from '../../../shared/use-cases/together.ts';
import {
  CONTENT,
  DAY,
  id,
  publishedRecord,
  START,
  type TestGateway,
  TOPICS,
  testGateway,
} from '../../fixtures.ts';
import { fail, store } from './actions.ts';

/** @returns calls from now on, in order: the name of each with how many items it had, as `createAll 3` */
function callsOf(gateway: TestGateway): string[] {
  const calls: string[] = [];
  const listen = (target: object, names: readonly string[]) => {
    for (const name of names) {
      const original = Reflect.get(target, name) as (...args: unknown[]) => unknown;
      Object.assign(target, {
        [name]: (...args: unknown[]) => {
          const items = args.findLast((arg) => Array.isArray(arg)) as unknown[] | undefined;
          calls.push(`${name} ${items?.length ?? 'one'}`);
          return original.apply(target, args);
        },
      });
    }
  };
  listen(gateway.store, ['create', 'createAll', 'replace', 'replaceAll', 'get', 'getMany']);
  listen(gateway.published, ['publishAll']);
  return calls;
}

const IDS = ['a', 'b', 'c'];
const message = (text: string) => ({ data: Buffer.from(text), attributes: {} });
const create = ({ store: jobs }: GatewayContext, requestId: string) =>
  jobs.create(publishedRecord(requestId));
const publish = ({ asApplication }: GatewayContext, text: string, topic = TOPICS.requests) =>
  asApplication.publish(topic, message(text));
/** How it ended: a result, or the error's name. */
const ended = (work: Promise<unknown>) => work.catch((error: Error) => error.name);

/** The work of a batch on each job: stores it, publishes it, and notes that. */
async function request(context: GatewayContext, requestId: string): Promise<string> {
  const revision = await create(context, requestId);
  if (revision === 'exists') return revision;
  const messageId = await publish(context, requestId);
  await context.store.replace(publishedRecord(requestId, CONTENT), revision);
  return messageId;
}

describe('items that are worked on together', () => {
  it('make one call a round, however many they are', async () => {
    const gateway = testGateway();
    const calls = callsOf(gateway);
    await together(
      gateway,
      Array.from({ length: 500 }, (_, i) => `lead-${i}`),
      request,
    );
    expect(calls).toEqual(['createAll 500', 'publishAll 500', 'replaceAll 500']);
  });

  it('have a set for each topic', async () => {
    const gateway = testGateway();
    const calls = callsOf(gateway);
    const topics = [TOPICS.requests, TOPICS.results, TOPICS.requests];
    await together(gateway, topics, (set, topic) => publish(set, topic, topic));
    expect(calls).toEqual(['publishAll 2', 'publishAll 1']);
    for (const { topic, message: sent } of gateway.published.sent) expect(String(sent.data)).toBe(topic);
  });

  it('keep the accounts apart under which they publish', async () => {
    const [gateway, other] = [testGateway(), testGateway()];
    const context = { ...gateway, asGateway: other.published };
    await together(context, ['application', 'gateway'], (set, as) =>
      (as === 'gateway' ? set.asGateway : set.asApplication).publish(TOPICS.results, message(as)),
    );
    expect(gateway.published.sent.map(({ message: { data } }) => String(data))).toEqual(['application']);
    expect(other.published.sent.map(({ message: { data } }) => String(data))).toEqual(['gateway']);
  });

  it('read together, each its own, and nothing where there is nothing', async () => {
    const gateway = testGateway();
    for (const requestId of ['a', 'c']) await store(gateway, publishedRecord(requestId));
    const calls = callsOf(gateway);
    const read = await together(gateway, IDS, ({ store: jobs }, requestId) => jobs.get(id(requestId)));
    expect(read.map((stored) => stored?.record.requestId)).toEqual(['a', undefined, 'c']);
    expect(calls).toEqual(['getMany 3']);
  });

  it('have their results in order, whichever of them is done first', async () => {
    const order: string[] = [];
    const results = await together(testGateway(), IDS, async (set, requestId) => {
      if (requestId === 'a') await setTimeout(5);
      await create(set, requestId);
      order.push(requestId);
      return `${requestId} is done`;
    });
    expect(order).toEqual(['b', 'c', 'a']);
    expect(results).toEqual(['a is done', 'b is done', 'c is done']);
  });

  it('are none at times, and there is no call then', async () => {
    const gateway = testGateway();
    const calls = callsOf(gateway);
    expect(await together(gateway, [], request)).toEqual([]);
    expect(calls).toEqual([]);
  });

  it('is one at times, which ends as it does alone', async () => {
    const [alone, set] = [testGateway(), testGateway()];
    const results = await together(set, ['a'], request);
    expect(results).toEqual([await request(alone, 'a')]);
    expect(set.store.records()).toEqual(alone.store.records());
    expect(set.published.sent).toEqual(alone.published.sent);
  });
});

describe('an item that goes its own way', () => {
  it('and ends early holds up no other: the next round is the smaller', async () => {
    const gateway = testGateway();
    await store(gateway, publishedRecord('b'));
    const calls = callsOf(gateway);
    expect(await together(gateway, IDS, request)).toEqual(['msg-1', 'exists', 'msg-2']);
    expect(calls).toEqual(['createAll 3', 'publishAll 2', 'replaceAll 2']);
  });

  it('is in the same round as the others, with another call', async () => {
    const gateway = testGateway();
    await store(gateway, publishedRecord('b'));
    const calls = callsOf(gateway);
    const [, found] = await together(gateway, IDS, async (set, requestId) =>
      (await create(set, requestId)) === 'exists' ? set.store.get(id(requestId)) : publish(set, requestId),
    );
    expect(found).toMatchObject({ record: { requestId: 'b' } });
    expect(calls.slice(0, 1)).toEqual(['createAll 3']);
    expect(calls.slice(1).toSorted()).toEqual(['getMany 1', 'publishAll 2']);
  });

  it('and ends early is not waited for: the call is made in the same turn of the event loop', async () => {
    let turned = false;
    setImmediate(() => {
      turned = true;
    });
    await together(testGateway(), ['ends at once', ...IDS], async (set, requestId) => {
      if (requestId === 'ends at once') return;
      await request(set, requestId);
      expect(turned).toBe(false);
    });
  });

  it('and waits for something else holds up no other', async () => {
    const gateway = testGateway();
    const calls = callsOf(gateway);
    let go: () => void = () => undefined;
    const answer = new Promise<void>((resolve) => {
      go = resolve;
    });
    let published = 0;
    await together(gateway, IDS, async (set, requestId) => {
      if (requestId === 'a') await answer;
      await create(set, requestId);
      await publish(set, requestId);
      published += 1;
      // Were the first one waited for, it would wait for ever.
      if (published === 2) go();
    });
    expect(calls).toEqual(['createAll 2', 'publishAll 2', 'createAll 1', 'publishAll 1']);
  });

  it('and waits lets no virtual time pass: nothing else is at work meanwhile', async () => {
    const clock = new VirtualClock(START);
    const gateway = { ...testGateway(), clock };
    void clock.sleep(DAY);
    let first: Promise<unknown> = Promise.resolve();
    const inTurn = together(gateway, ['a', 'a'], (set, requestId) => {
      first = first.then(() => create(set, requestId));
      return first;
    });
    await clock.during(() => inTurn);
    expect(clock.now()).toBe(START);
  });

  it('and waits for another of the set comes after it', async () => {
    const gateway = testGateway();
    let first: Promise<unknown> = Promise.resolve();
    const outcomes = await together(gateway, ['a', 'a'], (set, requestId) => {
      first = first.then(() => create(set, requestId));
      return first;
    });
    expect(outcomes).toEqual([expect.stringMatching(/^\d+$/), 'exists']);
  });

  it('and throws is thrown, and the others go on', async () => {
    const gateway = testGateway();
    const working = together(gateway, IDS, async (set, requestId) => {
      if (requestId === 'b') throw new TypeError('a fault of ours');
      return request(set, requestId);
    });
    await expect(working).rejects.toThrow('a fault of ours');
    await setTimeout(1);
    expect(gateway.store.records().map(({ requestId }) => requestId)).toEqual(['a', 'c']);
    expect(gateway.published.sent).toHaveLength(2);
  });
});

describe('a fault', () => {
  const creating = (gateway: TestGateway) =>
    together(gateway, IDS, (set, requestId) => ended(create(set, requestId)));

  it.each([
    new StoreUnavailableError(),
    new RecordRefusedError(),
  ])('of one write concerns that item alone: $name', async (fault) => {
    const gateway = testGateway();
    fail(gateway, 'create', { concerned: /^b$/, fault });
    expect(await creating(gateway)).toEqual(['1', fault.name, '2']);
  });

  it('of one message concerns that item alone', async () => {
    const gateway = testGateway();
    gateway.published.publishAll = async (_topic, messages) =>
      messages.map(({ data }) => new PublishError(String(data) === 'b' ? 'refused' : 'unavailable', 'down'));
    const codes = await together(gateway, IDS, (set, text) =>
      publish(set, text).catch(({ code }: PublishError) => code),
    );
    expect(codes).toEqual(['unavailable', 'refused', 'unavailable']);
  });

  it('of one record that cannot be read concerns that item alone', async () => {
    const gateway = testGateway();
    await store(gateway, publishedRecord('a'));
    const jobs: JobStore = gateway.store;
    jobs.getMany = async (ids) =>
      ids.map((requestId) => (requestId === 'b' ? { requestId, reason: 'malformed' } : undefined));
    const read = await together(gateway, IDS, (set, requestId) =>
      set.store.get(id(requestId)).catch((error) => error),
    );
    expect(read).toEqual([undefined, expect.any(RecordUnreadableError), undefined]);
    expect(read[1]).toMatchObject({ requestId: 'b', code: 'malformed' });
  });

  it('of a conflict concerns that item alone', async () => {
    const gateway = testGateway();
    const [a, b] = [await store(gateway, publishedRecord('a')), await store(gateway, publishedRecord('b'))];
    await gateway.store.replace(b.record, b.revision);
    const outcomes = await together(gateway, [b, a], ({ store: jobs }, { record, revision }) =>
      jobs.replace(record, revision),
    );
    expect(outcomes).toEqual(['conflict', expect.stringMatching(/^\d+$/)]);
  });

  it('of the whole call concerns each item, in whatever call it is', async () => {
    const gateway = testGateway();
    const broken = () => Promise.reject(new TypeError('a fault of ours'));
    Object.assign(gateway.store, { createAll: broken, getMany: broken });
    gateway.published.publishAll = broken;
    expect(await creating(gateway)).toEqual(['TypeError', 'TypeError', 'TypeError']);
    const reading = together(gateway, IDS, (set, one) => ended(set.store.get(id(one))));
    expect(await reading).toEqual(['TypeError', 'TypeError', 'TypeError']);
    const publishing = together(gateway, IDS, (set, one) => ended(publish(set, one)));
    expect(await publishing).toEqual(['TypeError', 'TypeError', 'TypeError']);
  });

  it('is met by each item in its own way, and the round goes on', async () => {
    const gateway = testGateway();
    fail(gateway, 'create', { concerned: /^b$/ });
    const calls = callsOf(gateway);
    const kinds = await together(gateway, IDS, (set, requestId) => ended(request(set, requestId)));
    expect(kinds).toEqual(['msg-1', 'StoreUnavailableError', 'msg-2']);
    expect(calls.filter((call) => call.includes('All'))).toEqual([
      'createAll 3',
      'publishAll 2',
      'replaceAll 2',
    ]);
  });
});
