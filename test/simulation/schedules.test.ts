/** By name: the schedules on which well-known idempotency libraries failed, played here. */

import { beforeEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../../local/clock.ts';
import { ORDINARY } from '../../local/misbehaviour.ts';
import { createEmbeddedStack, type EmbeddedStack, requestTopic } from '../../local/stacks/embedded-stack.ts';
import { REALISTIC } from '../../local/synthetic-repository/repository.ts';
import type { Message } from '../../shared/protocol/message.ts';
import { timestampOf } from '../../shared/protocol/timestamp.ts';
import { SILENT } from '../../shared/telemetry/log-events.ts';
import { DAY, id, MINUTE, PAYLOAD, START, submission } from '../fixtures.ts';
import { publisherOf } from '../one-by-one.ts';

const ID = 'lead-1_enrichMobile_1';
const OTHER = { ...PAYLOAD, person: { firstName: 'Somebody', lastName: 'Else' } };

let clock: VirtualClock;
let stack: EmbeddedStack;
/** How long the next publish of a request takes; for good when the process dies over it. */
let publishing: { readonly takes: number } | 'dies' | undefined;
let requests: string[];

beforeEach(() => {
  clock = new VirtualClock(START);
  publishing = undefined;
  requests = [];
  stack = createEmbeddedStack({
    clock,
    timing: REALISTIC,
    misbehaviour: ORDINARY,
    telemetry: SILENT,
    sweepEveryMs: MINUTE,
    budgets: [{ name: 'one', per: 'month', limit: 1, warnAt: [], at: 'reject' }],
    intercept: {
      handler: (handler) => handler,
      context: (context) => ({
        ...context,
        asApplication: publisherOf((topic, message) =>
          slowly(() => context.asApplication.publish(topic, message)),
        ),
      }),
    },
  });
  stack.bus.listen(requestTopic('enrichMobile'), ({ data, attributes }: Message) =>
    requests.push(`${attributes['modigieJobRequestId']} ${data}`),
  );
});

async function slowly<T>(publish: () => Promise<T>): Promise<T> {
  const how = publishing;
  publishing = undefined;
  if (how === 'dies') return new Promise(() => undefined);
  if (how) await clock.sleep(how.takes);
  return publish();
}

const post = async (job: object) =>
  (
    await stack.api({
      method: 'POST',
      target: '/v1/jobs',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify(job)),
    })
  ).status;
const wait = (ms: number) => clock.outside().sleep(ms);
const stored = () => stack.stores.jobs.get(id(ID));

/** The original came through, once, and an identical request is still known. */
async function expectOneCompletedJob(): Promise<void> {
  await wait(DAY);
  expect((await stored())?.record).toMatchObject({
    status: 'completed',
    delivery: { key: `${ID}/completed` },
  });
  expect(stack.repository.charged()).toBe(1);
  expect(new Set(requests).size).toBe(1);
  expect(await post(submission(ID))).toBe(200);
}

describe('a rejected duplicate that removes the record of the running original (powertools-lambda-typescript#5675)', () => {
  it.each([
    [
      'the same request, twice',
      async () => expect([await post(submission(ID)), await post(submission(ID))]).toEqual([200, 200]),
    ],
    ['another payload', async () => expect(await post(submission(ID, { payload: OTHER }))).toBe(409)],
    ['an invalid payload', async () => expect(await post(submission(ID, { payload: {} }))).toBe(422)],
    ['another payload, by topic', async () => byTopic(submission(ID, { payload: OTHER }))],
    [
      'another lead, beyond the budget',
      async () => expect(await post(submission('lead-2', { payload: OTHER }))).toBe(429),
    ],
  ])('does not: %s, while the original publishes', async (_name, duplicate) => {
    publishing = { takes: 30_000 };
    const original = clock.during(() => post(submission(ID)));
    await wait(1000);
    const before = await stored();
    await duplicate();
    expect(await stored()).toEqual(before);
    expect(await original).toBe(202);
    await expectOneCompletedJob();
  });

  it("does not: Modigie's own discard of a duplicate, while the original is processed", async () => {
    expect(await post(submission(ID))).toBe(202);
    await wait(2 * MINUTE);
    const before = await stored();
    expect(before?.record.answer).not.toBeNull();
    const [messageId = ''] = before?.record.publish.messageIds ?? [];
    const attributes = {
      modigieJobDiscardReasonType: 'DuplicateJobIdError',
      modigiePubsubMessageId: messageId,
      modigiePubsubMessagePublishTime: timestampOf(START),
    };
    await stack.bus.publish(stack.topics.responses, { data: Buffer.from('{}'), attributes });
    await wait(1000);
    expect((await stored())?.record).toMatchObject({ discard: { messageId }, status: before?.record.status });
    await expectOneCompletedJob();
  });
});

describe('a lock without deadline that is taken for orphaned (powertools-lambda-python#8386)', () => {
  it('is none: an original that works for longer than its timer is joined by the identical request, never by another', async () => {
    publishing = { takes: 20 * MINUTE };
    const original = clock.during(() => post(submission(ID)));
    await wait(10 * MINUTE);
    expect(await post(submission(ID))).toBe(200);
    expect(await original).toBe(202);
    await expectOneCompletedJob();
    expect(requests.length).toBeGreaterThan(1);
  });

  it('is none: nobody waits for an original that has died, nor has to ask again', async () => {
    publishing = 'dies';
    void post(submission(ID));
    await wait(1000);
    expect(requests).toEqual([]);
    await wait(5 * MINUTE);
    expect(requests).toHaveLength(1);
    await expectOneCompletedJob();
  });
});

async function byTopic(job: object): Promise<void> {
  await stack.bus.publish(stack.topics.intake, { data: Buffer.from(JSON.stringify(job)), attributes: {} });
  await wait(1000);
  expect(stack.stores.deadLetters.kept().map(({ letter }) => letter.reason)).toEqual(['request-id-reused']);
}
