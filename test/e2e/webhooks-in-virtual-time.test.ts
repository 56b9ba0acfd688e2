/** Every result at every webhook, through receivers that hang, refuse, throttle and drop, for ten days. */
import { beforeAll, describe, expect, it } from 'vitest';
import { VirtualClock } from '../../local/clock.ts';
import { CHAOS, type Misbehaviour, ORDINARY } from '../../local/misbehaviour.ts';
import { createEmbeddedStack } from '../../local/stacks/embedded-stack.ts';
import { inProcessGateway } from '../../local/stacks/in-process-gateway.ts';
import { REALISTIC } from '../../local/synthetic-repository/repository.ts';
import type { DeadLetter } from '../../shared/jobs/dead-letters/dead-letter-record.ts';
import type { JobRecord } from '../../shared/jobs/job-record.ts';
import type { LogEventName, LogFields } from '../../shared/telemetry/log-events.ts';
import { isFinal } from '../../shared/use-cases/read/job-view.ts';
import { isFor } from '../../shared/webhooks/endpoint-filter.ts';
import { verdictOf } from '../../shared/webhooks/verdict.ts';
import { DAY, MINUTE, PAYLOAD, START, submission } from '../fixtures.ts';
import { BEHAVIOURS, type Got, receivers } from '../webhooks/receivers-in-virtual-time.ts';

const BAD = Object.keys(BEHAVIOURS).filter((name) => name !== 'good');
const OUTCOMES = [undefined, 'failed', 'rejected', 'canceled', 'silent', 'discarded', 'fail-first:1'];

interface Told {
  readonly name: LogEventName;
  readonly fields: LogFields;
}

interface Ended {
  readonly got: readonly Got[];
  readonly records: readonly JobRecord[];
  readonly letters: readonly DeadLetter[];
  readonly events: readonly Told[];
  readonly endpoints: ReturnType<typeof receivers>['webhooks']['endpoints'];
}

/** Leads, some of which are given up after half a day, and ten days in which all is delivered or given up. */
async function live(names: readonly string[], misbehaviour: Misbehaviour): Promise<Ended> {
  const clock = new VirtualClock(START);
  const { got, webhooks } = receivers(clock, names);
  const events: Told[] = [];
  const stack = createEmbeddedStack({
    clock,
    timing: REALISTIC,
    misbehaviour,
    telemetry: { emit: (name, fields = {}) => void events.push({ name, fields }) },
    sweepEveryMs: MINUTE,
    policy: { giveUpMs: DAY / 2 },
    webhooks,
  });
  const gateway = inProcessGateway((request) => clock.during(() => stack.api(request)), clock.outside());
  const leads = Array.from({ length: 21 }, (_, i) => {
    const outcome = OUTCOMES[i % OUTCOMES.length];
    const tags = outcome === undefined ? [] : [{ name: 'synthetic.outcome', value: outcome }];
    return submission(`lead.${i}`, { payload: { ...PAYLOAD, tags } });
  });
  for await (const result of gateway.jobs.submitMany(leads)) expect(result.ok).toBe(true);
  await clock.during(() => clock.sleep(10 * DAY));
  stack.stop();
  const { listed } = await stack.stores.jobs.list({ filter: {}, limit: 1_000 });
  const { letters } = await stack.stores.deadLetters.list({ filter: {}, limit: 1_000 });
  return { got, records: listed.map(({ record }) => record), letters, events, endpoints: webhooks.endpoints };
}

describe.each([
  ['an ordinary day', ORDINARY],
  ['chaos', CHAOS],
])('webhooks on %s', (_name, misbehaviour) => {
  let world: Ended;
  beforeAll(async () => {
    world = await live(['good', ...BAD], misbehaviour);
  }, 120_000);

  it('have every ended lineage, at each endpoint that it is for, delivered or a dead letter', () => {
    const { got, records, letters, endpoints } = world;
    const final = records.filter(isFinal);
    expect(new Set(final.map(({ status }) => status)).size).toBeGreaterThan(4);
    const missing: string[] = [];
    for (const endpoint of endpoints)
      for (const record of final.filter((one) => isFor(endpoint, one))) {
        const key = `${record.requestId}/${record.status}`;
        const isDelivered = got.some(
          ({ webhook, requestId, type, answer }) =>
            webhook === endpoint.name &&
            `${requestId}/${type.replace('job.', '')}` === key &&
            verdictOf(answer) !== 'failed',
        );
        const isDead = letters.some(
          ({ source, attributes }) => source === `webhook-${endpoint.name}` && attributes['dedupKey'] === key,
        );
        if (!isDelivered && !isDead) missing.push(`${key} at ${endpoint.name}`);
      }
    expect(missing).toEqual([]);
  });

  it('give up on a receiver after 100 attempts, and on no other', () => {
    const { letters, events } = world;
    const given = new Set(letters.map(({ source }) => source));
    expect([...given].toSorted()).toEqual([
      'webhook-failing-for-days',
      'webhook-hanging',
      'webhook-redirecting',
    ]);
    const failed = events.filter(
      ({ name, fields }) => name === 'webhook.failed' && fields.webhook === 'redirecting',
    );
    expect(Math.max(...failed.map(({ fields }) => fields.deliveryAttempt ?? 0))).toBe(100);
    expect(events.some(({ name }) => name === 'webhook.gone')).toBe(true);
  });

  it('never have two bodies under one ID, nor one ID for two statuses', () => {
    const bodies = new Map<string, Set<string>>();
    for (const { webhook, id, type, requestId, body } of world.got) {
      const kind = webhook === 'narrow' ? 'thin' : 'full';
      for (const [key, value] of [
        [id, `${requestId} ${type}`],
        [`${kind} ${id}`, body],
      ] as const)
        bodies.set(key, (bodies.get(key) ?? new Set()).add(value));
    }
    expect(bodies.size).toBeGreaterThan(20);
    expect([...bodies.values()].filter(({ size }) => size > 1)).toEqual([]);
  });

  it('with dead receivers among them are no later at a good one, and nothing else is', async () => {
    const alone = await live(['good'], misbehaviour);
    expect(firstAt(world.got)).toEqual(firstAt(alone.got));
    expect(deliveredAt(world)).toEqual(deliveredAt(alone));
  }, 120_000);
});

/** @returns when the good receiver first had each result, in minutes */
function firstAt(got: readonly Got[]): Record<string, number> {
  const first = new Map<string, number>();
  for (const { webhook, id, at } of got)
    if (webhook === 'good' && !first.has(id)) first.set(id, Math.round((at - START) / MINUTE));
  return Object.fromEntries([...first].toSorted());
}

/** @returns when the result of each record was published */
function deliveredAt({ records }: Ended): Record<string, number | null> {
  return Object.fromEntries(
    records.map(({ requestId, delivery }) => [requestId, delivery?.at ?? null]).toSorted(),
  );
}
