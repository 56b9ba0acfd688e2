/**
 * Real processes, real crashes: leads go through on Google's emulators while functions are killed and
 * Firestore stands still for seconds. The long form: `npm run test:crash`.
 */

import type { Message } from '@google-cloud/pubsub';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { enrichLeads } from '../../cli/enrich/enrich-leads.ts';
import { leadsOf } from '../../cli/enrich/leads.ts';
import { resultRow } from '../../cli/enrich/results.ts';
import { columnsOf } from '../../cli/lists/columns.ts';
import type { Row } from '../../cli/lists/open-list.ts';
import { RealClock, VirtualClock } from '../../local/clock.ts';
import { ORDINARY } from '../../local/misbehaviour.ts';
import { createEmbeddedStack } from '../../local/stacks/embedded-stack.ts';
import { type EmulatorStack, startEmulatorStack } from '../../local/stacks/emulator-stack.ts';
import { inProcessGateway } from '../../local/stacks/in-process-gateway.ts';
import { BRISK, REALISTIC } from '../../local/synthetic-repository/repository.ts';
import type { HttpHandler } from '../../shared/http/http.ts';
import { fractionOf } from '../../shared/jobs/hash.ts';
import { DEFAULT_POLICY } from '../../shared/jobs/policy.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { SILENT } from '../../shared/telemetry/log-events.ts';

const LEADS = Number(process.env['CRASH_LEADS'] ?? 60);
const BETWEEN_CRASHES_MS = 1_000;
/** Of a result row: requestId, status, attempts follow the input. */
const ATTEMPTS = 7;
const HEADER = ['id', 'firstName', 'lastName', 'company', 'tags'];
const TAGS = [
  '',
  '',
  '',
  '',
  'synthetic.outcome=fail-first:1',
  'synthetic.outcome=failed',
  'synthetic.outcome=rejected',
];
/**
 * Tries of a call. On a busy machine a batch takes longer than its function lives, and each try gets further:
 * the company goes on until it is answered.
 */
const PATIENCE = 100;
const IMPATIENT = {
  retries: DEFAULT_POLICY.retries.map((rule) => ({ ...rule, backoff: { baseMs: 500, capMs: 1_000 } })),
  silence: { baseMs: 5_000, capMs: 10_000 },
  grace: { baseMs: 2_000, capMs: 5_000 },
  giveUpMs: 600_000,
};

async function* rowsOfList(): AsyncGenerator<Row> {
  for (let i = 0; i < LEADS; i += 1)
    yield {
      line: i + 2,
      lastLine: i + 2,
      bytes: 0,
      cells: [`c${i}`, 'Ann', `Lee ${i}`, 'Acme', TAGS[i % TAGS.length] ?? ''],
    };
}

async function enrichAll(api: HttpHandler, clock: Clock, longestMs: number): Promise<string[][]> {
  const rows: string[][] = [];
  const list = { header: HEADER, columns: columnsOf(HEADER), rows: rowsOfList() };
  const options = {
    client: inProcessGateway(api, clock, PATIENCE),
    clock,
    concurrency: 50,
    polls: { shortestMs: 250, longestMs },
    signal: new AbortController().signal,
  };
  for await (const enriched of enrichLeads(leadsOf(list, 'enrichMobile'), options))
    rows.push(...enriched.map((lead) => resultRow(lead, [...HEADER.keys()])));
  return rows;
}

describe.skipIf(!inject('emulators'))('crashes', () => {
  let stack: EmulatorStack;
  beforeAll(async () => {
    stack = await startEmulatorStack({
      timing: BRISK,
      misbehaviour: { ...ORDINARY, jitterMs: 500 },
      sweepEveryMs: 1000,
      policy: IMPATIENT,
    });
  });
  afterAll(() => stack.stop());

  it('lose nothing, request nothing under two payloads, and are charged for once', {
    timeout: 900_000,
  }, async () => {
    const virtual = new VirtualClock(Date.now());
    const undisturbed = createEmbeddedStack({
      clock: virtual,
      timing: REALISTIC,
      misbehaviour: ORDINARY,
      telemetry: SILENT,
      sweepEveryMs: 60_000,
    });
    const expected = await enrichAll(
      (request) => virtual.during(() => undisturbed.api(request)),
      virtual.outside(),
      300_000,
    );

    const wire = await watch(stack);
    const trouble = disturb(stack);
    const rows = await enrichAll(stack.api, new RealClock(), 2_000);
    const crashes = await trouble.end();

    expect(rows).toEqual(expected);
    expect(stack.repository.charged()).toBe(expected.filter((row) => row.includes('completed')).length);
    expect(crashes).toBeGreaterThan(4);
    const finals = rows.map((row) => finalOf(row));
    await vi.waitFor(() => expect(finals.filter((key) => !wire.delivered.has(key))).toEqual([]), {
      timeout: 120_000,
      interval: 500,
    });
    expect([...wire.bodies].filter(([, bodies]) => bodies.size > 1)).toEqual([]);
    expect(wire.bodies.size).toBe(rows.reduce((sum, row) => sum + Number(row[ATTEMPTS] ?? 0), 0));
    await wire.stop();
  });
});

/** The dedup key of a lead's result: its last attempt and how that ended. */
function finalOf(row: readonly string[]): string {
  const [requestId = '', status = '', attempts = ''] = row.slice(HEADER.length);
  return `${requestId}${attempts === '1' ? '' : `~${attempts}`}/${status}`;
}

/** Looks at what goes out to Modigie and to the company, on subscriptions of its own. */
async function watch({ pubsub, topics, requestTopic }: EmulatorStack) {
  const bodies = new Map<string, Set<string>>();
  const delivered = new Set<string>();
  const listen = async (topic: string, take: (message: Message) => void) => {
    const [subscription] = await pubsub.createSubscription(topic, `watch-${topic.split('/').at(-1)}`);
    return subscription.on('message', (message: Message) => {
      take(message);
      message.ack();
    });
  };
  const subscriptions = await Promise.all([
    listen(requestTopic('enrichMobile'), ({ attributes, data }) => {
      const id = attributes['modigieJobRequestId'] ?? '';
      bodies.set(id, (bodies.get(id) ?? new Set()).add(String(data)));
    }),
    listen(topics.results, ({ attributes }) => void delivered.add(attributes['dedupKey'] ?? '')),
  ]);
  return {
    bodies,
    delivered,
    stop: () => Promise.all(subscriptions.map((subscription) => subscription.close())),
  };
}

/**
 * Kills one function after the other; every fifth time stops Firestore for a while, every seventh kills all
 * at once.
 */
function disturb({ functions, emulators }: EmulatorStack): { end: () => Promise<number> } {
  const names = Object.keys(functions) as (keyof typeof functions)[];
  let over = false;
  let crashes = 0;
  const run = async () => {
    while (!over) {
      await pause(BETWEEN_CRASHES_MS);
      crashes += 1;
      if (crashes % 5 === 0) {
        emulators.firestore.signal('SIGSTOP');
        await pause(3_000);
        emulators.firestore.signal('SIGCONT');
      } else if (crashes % 7 === 0) await Promise.all(names.map((name) => functions[name].crash()));
      else
        await functions[
          names[Math.floor(fractionOf(`crash/${crashes}`) * names.length)] ?? 'sweep-jobs'
        ].crash();
    }
  };
  const running = run();
  return {
    async end() {
      over = true;
      await running;
      return crashes;
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
