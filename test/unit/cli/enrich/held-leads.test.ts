import { expect, it } from 'vitest';
import { enrichLeads } from '../../../../cli/enrich/enrich-leads.ts';
import { reasonOf } from '../../../../cli/enrich/results.ts';
import { VirtualClock } from '../../../../local/clock.ts';
import { ORDINARY } from '../../../../local/misbehaviour.ts';
import { createEmbeddedStack } from '../../../../local/stacks/embedded-stack.ts';
import { inProcessGateway } from '../../../../local/stacks/in-process-gateway.ts';
import { REALISTIC } from '../../../../local/synthetic-repository/repository.ts';
import { BudgetLimitsSchema } from '../../../../shared/jobs/money/budget-limits.ts';
import { SILENT } from '../../../../shared/telemetry/log-events.ts';
import { MINUTE, START, submission } from '../../../fixtures.ts';
import { done } from './enriched.ts';

it('goes on with leads behind those that a budget holds, however few may be at work', async () => {
  const clock = new VirtualClock(START);
  const budgets = BudgetLimitsSchema.parse([{ name: 'all', per: 'month', limit: 1, at: 'hold' }]);
  const quietly = { misbehaviour: ORDINARY, telemetry: SILENT, sweepEveryMs: MINUTE };
  const stack = createEmbeddedStack({ clock, timing: REALISTIC, budgets, ...quietly });
  const outside = clock.outside();
  const client = inProcessGateway((request) => clock.during(() => stack.api(request)), outside);
  async function* leads() {
    for (const id of ['known', 'held', 'known'].values()) {
      const row = { line: 2, lastLine: 2, bytes: 0, cells: [id] };
      yield { row, id, tidied: [], submission: submission(id) };
    }
  }
  const interrupt = new AbortController();
  const told: number[] = [];
  const given: string[] = [];
  const groups = enrichLeads(leads(), {
    client,
    clock: outside,
    concurrency: 1,
    polls: { shortestMs: MINUTE, longestMs: MINUTE },
    signal: interrupt.signal,
    onWaiting: ({ leads: waiting }) => {
      told.push(waiting);
      if (told.length === 60) interrupt.abort();
    },
  });
  for await (const group of groups)
    for (const one of group) given.push(`${one.id} ${one.kind === 'done' ? one.job.status : one.kind}`);
  stack.stop();
  expect(given).toEqual(['known completed', 'known completed']);
});

it('says of a lead over budget that the same list sends it, unless the person was erased', () => {
  const erased = { erased: true, purgedAt: '2026-03-01T08:30:00Z' };
  expect([{}, erased].map((more) => reasonOf(done({ status: 'over-budget', ...more })))).toEqual([
    'no budget had room for it: the same list sends it once there is',
    'no budget had room for it; the data of this person was erased on request',
  ]);
});
