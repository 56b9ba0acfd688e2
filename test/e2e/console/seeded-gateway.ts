/** A gateway in memory, whose leads have lived through some days of virtual time before a test begins. */
import type { ModigieGateway } from '../../../client/modigie-gateway.ts';
import { Operator } from '../../../client/operator.ts';
import { VirtualClock } from '../../../local/clock.ts';
import { ORDINARY } from '../../../local/misbehaviour.ts';
import { createEmbeddedStack, type EmbeddedStack } from '../../../local/stacks/embedded-stack.ts';
import { inProcessFetch, inProcessGateway } from '../../../local/stacks/in-process-gateway.ts';
import { REALISTIC } from '../../../local/synthetic-repository/repository.ts';
import { BudgetLimitsSchema } from '../../../shared/jobs/money/budget-limits.ts';
import type { Day } from '../../../shared/jobs/money/day.ts';
import { SILENT } from '../../../shared/telemetry/log-events.ts';
import { readSecrets } from '../../../shared/webhooks/webhook-secret.ts';
import { DAY, MINUTE, showbackOf } from '../../fixtures.ts';
import { CRM } from '../../webhooks/context.ts';
import { SECRETS } from '../../webhooks/judge.ts';
import { inventedLead } from './invented-leads.ts';

/** Leads come at the beginning and on each of these days after it; then it is a morning. */
const WAVES_AT = [0, 7, 9, 9.3];
const BEGINS = Date.UTC(2026, 4, 3, 1, 30);
/** Unanswered so soon, so that there are such. */
const GIVE_UP_MS = 4 * DAY;
const TEAMS = ['team=emea', 'team=apac', 'team=na-midmarket'];
/** To so many leads there is one of all else, such as dead letters; of those, more than a page at most. */
const LEADS_PER_OTHER = 20;
const MOST_OTHERS = 150;

export interface SeededGateway {
  readonly stack: EmbeddedStack;
  readonly clock: VirtualClock;
  readonly gateway: ModigieGateway;
  readonly operator: Operator;
  /** Lets time pass, in milliseconds: until then it stands still. */
  pass(ms: number): Promise<void>;
}

/** @param leads how many; with none, there is nothing of anything else, either */
export async function seededGateway(leads: number): Promise<SeededGateway> {
  const clock = new VirtualClock(BEGINS);
  const stack = createEmbeddedStack({
    clock,
    timing: REALISTIC,
    misbehaviour: ORDINARY,
    telemetry: SILENT,
    sweepEveryMs: 5 * MINUTE,
    policy: { giveUpMs: GIVE_UP_MS },
    webhooks: {
      endpoints: [
        { ...CRM, url: 'https://crm.example/hook' },
        {
          ...CRM,
          name: 'data-lake',
          url: 'https://lake.example/in',
          payload: 'thin',
          statuses: ['completed'],
        },
      ],
      sender: { post: async () => ({ status: 204 }) },
      secrets: { read: async () => readSecrets(SECRETS[0] ?? '') },
    },
    ...moneyFor(leads),
  });
  const call = (request: Parameters<typeof stack.api>[0]) => clock.during(() => stack.api(request));
  const gateway = inProcessGateway(call, clock.outside());
  const operator = new Operator({
    url: 'http://in-process',
    fetch: inProcessFetch(call),
    now: () => clock.now(),
    sleep: (ms) => clock.outside().sleep(ms),
  });
  const pass = (ms: number) => clock.during(() => clock.sleep(ms));
  const seeded = { stack, clock, gateway, operator, pass };

  const all = Array.from({ length: leads }, (_, i) => inventedLead(i));
  const size = Math.ceil(leads / WAVES_AT.length);
  for (const [wave, at] of WAVES_AT.entries()) {
    await pass(BEGINS + at * DAY - clock.now());
    const isLast = wave === WAVES_AT.length - 1;
    if (isLast && leads > 0)
      await operator.holds.place('verifyEmployment', { reason: 'OPS-317: wrong accounts' });
    for await (const result of gateway.jobs.submitMany(all.slice(wave * size, (wave + 1) * size)))
      if (!result.ok) throw new Error(JSON.stringify(result));
    if (wave === 1 && leads > 0)
      await addAllElse(seeded, Math.min(Math.ceil(leads / LEADS_PER_OTHER), MOST_OTHERS));
  }
  await pass(20 * MINUTE);
  return seeded;
}

/** Dead letters, operations, and what the audit keeps of both. */
async function addAllElse({ stack, operator, pass }: SeededGateway, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    const data = Buffer.from(i % 3 === 0 ? '{"status":' : JSON.stringify({ id: `contact-${i}`, status: 7 }));
    await stack.bus.publish(i % 4 === 3 ? stack.topics.intake : stack.topics.responses, {
      data,
      attributes: {},
    });
  }
  await pass(DAY / 2);
  for (let i = 0; i < count; i += 1) {
    const requestIds = [inventedLead(i).requestId];
    const reason = i === 0 ? 'OPS-311: the customer has mended the records' : undefined;
    await operator.operations.start({ kind: 'redeliver', requestIds, reason });
  }
  await operator.operations.start({ kind: 'retry', filter: { status: 'failed' }, dryRun: true });
}

function moneyFor(leads: number) {
  if (leads === 0) return {};
  const limit = Math.max(2, leads);
  return {
    budgets: BudgetLimitsSchema.parse([
      { name: 'emea', tag: TEAMS[0], per: 'month', limit: Math.ceil(limit / 2), at: 'hold' },
      { name: 'apac', tag: TEAMS[1], per: 'month', limit, at: 'reject' },
      { name: 'each-day', per: 'day', limit, at: 'hold' },
    ]),
    showback: showbackOf(TEAMS),
    prices: new Map([
      ['enrichMobile', [{ amount: '0.40', currency: 'EUR', from: '2026-01-01' as Day }]],
      ['verifyEmployment', [{ amount: '0.15', currency: 'EUR', from: '2026-01-01' as Day }]],
    ]),
  };
}
