import { describe, expect, it } from 'vitest';
import { QueuedBus } from '../../../local/queued-bus.ts';
import { MessageQueue } from '../../../shared/adapters/sqlite/message-queue.ts';
import type { HttpHandler, HttpRequest } from '../../../shared/http/http.ts';
import { parsePush } from '../../../shared/http/push-envelope.ts';
import { instant } from '../../../shared/jobs/instant.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import { PublishError } from '../../../shared/ports/errors.ts';
import { newPath, openLedger } from '../../ledger-files.ts';

const SECOND = 1_000;
const message = (text: string) => ({ data: Buffer.from(text), attributes: { text } });

/** Time that a test moves, in a world whose disk is real. */
class HandClock implements Clock {
  #now = 0;
  #sleepers: { readonly at: number; readonly wake: () => void }[] = [];

  now() {
    return instant(this.#now);
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.#sleepers.push({ at: this.#now + ms, wake }));
  }

  /** Passes time in steps of a second, each with room for the disk. */
  async pass(ms: number): Promise<void> {
    for (const until = this.#now + ms; this.#now < until; ) {
      this.#now += SECOND;
      const woken = this.#sleepers.filter(({ at }) => at <= this.#now);
      this.#sleepers = this.#sleepers.filter(({ at }) => at > this.#now);
      for (const { wake } of woken) wake();
      await settled();
    }
  }
}

async function settled(): Promise<void> {
  for (let i = 0; i < 6; i += 1) await new Promise(setImmediate);
}

function busOn(path = newPath()) {
  const file = openLedger(path);
  const clock = new HandClock();
  const queue = new MessageQueue(file);
  const bus = new QueuedBus(queue, clock);
  bus.createTopic('results');
  bus.createTopic('dead');
  return { file, path, clock, queue, bus };
}

/** @param status of each answer, the last one for all that follow */
function receiver(...status: readonly number[]) {
  const taken: { readonly text: string; readonly attempt: number | undefined }[] = [];
  const push = async (request: HttpRequest) => {
    const pushed = parsePush(request, 0);
    taken.push({ text: String(pushed?.data), attempt: pushed?.deliveryAttempt });
    return { status: status[taken.length - 1] ?? status.at(-1) ?? 204, headers: {}, body: '' };
  };
  return { push, taken };
}

const SUBSCRIPTION = { name: 'crm', maxAttempts: 3, deadLetterTopic: 'dead' };

describe('the queued bus', () => {
  it('gives each subscription every message, until it is taken', async () => {
    const { bus, queue, clock } = busOn();
    const one = receiver();
    const other = receiver(503, 204);
    bus.subscribe('results', { ...SUBSCRIPTION, push: one.push });
    bus.subscribe('results', { ...SUBSCRIPTION, name: 'other', push: other.push });
    const ids = await bus.publishAll('results', [message('a'), message('b')]);
    expect(new Set(ids).size).toBe(2);
    await settled();
    expect(one.taken).toEqual([
      { text: 'a', attempt: 1 },
      { text: 'b', attempt: 1 },
    ]);
    expect(queue.waiting()).toEqual(new Map([['other', 1]]));
    await clock.pass(9 * SECOND);
    expect(other.taken).toHaveLength(2);
    await clock.pass(2 * SECOND);
    expect(other.taken.at(-1)).toEqual({ text: 'a', attempt: 2 });
    expect(queue.waiting()).toEqual(new Map());
  });

  it('waits twice as long after each failure, and makes a dead letter of the last', async () => {
    const { bus, queue, clock } = busOn();
    const { push, taken } = receiver(500);
    const dead: unknown[] = [];
    const keep = async (request: HttpRequest) => {
      dead.push(parsePush(request, 0)?.attributes);
      return { status: 204, headers: {}, body: '' };
    };
    bus.subscribe('results', { ...SUBSCRIPTION, push });
    bus.subscribe('dead', { name: 'kept', maxAttempts: 100, push: keep });
    await bus.publish('results', message('a'));
    await settled();
    await clock.pass(11 * SECOND);
    expect(taken).toHaveLength(2);
    await clock.pass(18 * SECOND);
    expect(taken).toHaveLength(2);
    await clock.pass(4 * SECOND);
    expect(taken).toHaveLength(3);
    expect(dead).toEqual([{ text: 'a', deadLetterReason: 'delivery-attempts', deadLetterSource: 'crm' }]);
    expect(queue.waiting()).toEqual(new Map());
  });

  it('keeps what was not taken when the process ends', async () => {
    const { bus, file, path } = busOn();
    bus.subscribe('results', { ...SUBSCRIPTION, push: () => new Promise(() => {}) });
    const id = await bus.publish('results', message('a'));
    await settled();
    file.close();

    const again = busOn(path);
    const { push, taken } = receiver();
    again.bus.subscribe('results', { ...SUBSCRIPTION, push });
    await settled();
    expect(taken).toEqual([{ text: 'a', attempt: 1 }]);
    expect(await again.bus.publish('results', message('b'))).not.toBe(id);
  });

  it.each([
    ['taken', 204],
    ['refused', 503],
  ])('delivers nothing again because the disk did not take down that it was %s', async (_, status) => {
    const { bus, queue, file, clock } = busOn();
    const { push, taken } = receiver(status);
    bus.subscribe('results', { ...SUBSCRIPTION, push });
    for (const change of ['DELETE', 'UPDATE'])
      file.database.exec(
        `CREATE TEMP TRIGGER full_${change} BEFORE ${change} ON queue BEGIN SELECT RAISE(ABORT, 'full'); END`,
      );
    await bus.publish('results', message('a'));
    await clock.pass(9 * SECOND);
    expect(taken).toHaveLength(1);
    for (const change of ['DELETE', 'UPDATE']) file.database.exec(`DROP TRIGGER full_${change}`);
    await clock.pass(2 * SECOND);
    expect(queue.waiting()).toEqual(status === 204 ? new Map() : new Map([['crm', 1]]));
    expect(taken).toHaveLength(1);
  });

  it('stops while the disk takes nothing', async () => {
    const { bus, file, clock } = busOn();
    bus.subscribe('results', { ...SUBSCRIPTION, push: receiver(204).push });
    await bus.publish('results', message('a'));
    file.database.exec(`CREATE TEMP TRIGGER f BEFORE DELETE ON queue BEGIN SELECT RAISE(ABORT, 'full'); END`);
    await settled();
    const stopping = bus.stop();
    await clock.pass(2 * SECOND);
    await stopping;
  });

  it('gives up what waits for a subscription that there is no more, and gives it nothing new', async () => {
    const { bus, file, path } = busOn();
    bus.subscribe('results', { ...SUBSCRIPTION, push: receiver(503).push });
    await bus.publish('results', message('a'));
    await settled();
    file.close();

    const again = busOn(path);
    const gone = receiver(404);
    const dead = receiver();
    again.bus.subscribe('results', { ...SUBSCRIPTION, name: 'other', push: receiver().push });
    again.bus.subscribe('dead', { name: 'kept', maxAttempts: 100, push: dead.push });
    expect(again.bus.forgotten()).toEqual(['crm']);
    again.bus.finish({ ...SUBSCRIPTION, push: gone.push });
    expect(again.bus.forgotten()).toEqual([]);
    await again.bus.publish('results', message('b'));
    await again.clock.pass(60 * SECOND);
    expect(gone.taken.map(({ text }) => text)).toEqual(['a', 'a']);
    expect(dead.taken).toEqual([{ text: 'a', attempt: 1 }]);
    expect(again.queue.waiting()).toEqual(new Map());
    await again.bus.stop();
  });

  it('has few deliveries at work at once, and stops when they are through', async () => {
    const { bus, queue } = busOn();
    const answers: (() => void)[] = [];
    const push: HttpHandler = () =>
      new Promise((resolve) => {
        answers.push(() => resolve({ status: 204, headers: {}, body: '' }));
      });
    bus.subscribe('results', { ...SUBSCRIPTION, push });
    await bus.publishAll(
      'results',
      Array.from({ length: 20 }, (_, i) => message(`${i}`)),
    );
    await settled();
    expect(answers).toHaveLength(8);
    answers.shift()?.();
    await settled();
    expect(answers).toHaveLength(8);
    const stopping = bus.stop();
    for (const answer of answers) answer();
    await stopping;
    expect(answers).toHaveLength(8);
    expect(queue.waiting()).toEqual(new Map([['crm', 11]]));
  });

  it('says which message no topic takes, and publishes the others', async () => {
    const { bus } = busOn();
    const nothing = { data: Buffer.alloc(0), attributes: {} };
    const [refused, taken] = await bus.publishAll('results', [nothing, message('a')]);
    expect(refused).toMatchObject({ code: 'refused' });
    expect(taken).toEqual(expect.any(String));
    await expect(bus.publish('nowhere', message('a'))).rejects.toMatchObject({ code: 'misconfigured' });
  });

  it('tells whoever publishes that the disk did not take it', async () => {
    const { bus, file } = busOn();
    file.close();
    const [fault] = await bus.publishAll('results', [message('a')]);
    expect(fault).toBeInstanceOf(PublishError);
    expect(fault).toMatchObject({ code: 'unavailable' });
  });
});
