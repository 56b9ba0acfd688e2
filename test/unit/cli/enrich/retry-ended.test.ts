import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { retryEnded } from '../../../../cli/enrich/retry-ended.ts';
import { GatewayError, type ModigieGateway, type SubmitResult } from '../../../../client/index.ts';
import { VirtualClock } from '../../../../local/clock.ts';
import { ORDINARY } from '../../../../local/misbehaviour.ts';
import { createEmbeddedStack, type EmbeddedStack } from '../../../../local/stacks/embedded-stack.ts';
import { inProcessGateway } from '../../../../local/stacks/in-process-gateway.ts';
import { REALISTIC } from '../../../../local/synthetic-repository/repository.ts';
import { BudgetLimitsSchema } from '../../../../shared/jobs/money/budget-limits.ts';
import type { Clock } from '../../../../shared/ports/clock.ts';
import { SILENT } from '../../../../shared/telemetry/log-events.ts';
import { DAY, MINUTE, PAYLOAD, START } from '../../../fixtures.ts';

const HOUR = 60 * MINUTE;
const { signal } = new AbortController();

let stack: EmbeddedStack;
let client: ModigieGateway;
let outside: Clock;

function begin(budgets: z.input<typeof BudgetLimitsSchema> = []): void {
  const clock = new VirtualClock(START);
  const quietly = { misbehaviour: ORDINARY, telemetry: SILENT, sweepEveryMs: MINUTE };
  const options = { ...quietly, budgets: BudgetLimitsSchema.parse(budgets) };
  stack = createEmbeddedStack({ clock, timing: REALISTIC, ...options });
  outside = clock.outside();
  client = inProcessGateway((request) => clock.during(() => stack.api(request)), outside);
}
beforeEach(() => begin());
afterEach(() => stack.stop());

/** Submits a lead for each outcome, under the outcome as its ID. */
async function submitted(outcomes: readonly string[]): Promise<SubmitResult[]> {
  const results: SubmitResult[] = [];
  const submissions = outcomes.map((value) => ({
    requestId: value.replace(':', '-'),
    jobType: 'enrichMobile',
    payload: { ...PAYLOAD, tags: [{ name: 'synthetic.outcome', value }] },
  }));
  for await (const result of client.jobs.submitMany(submissions)) results.push(result);
  return results;
}

/** @returns the leads as they stand, each as `outcome status attempt` */
async function stand(outcomes: readonly string[]): Promise<string[]> {
  const jobs = await client.jobs.getMany(outcomes.map((value) => value.replace(':', '-')));
  return outcomes.map((value, i) => `${value} ${jobs[i]?.status} ${jobs[i]?.attempt}`);
}

/** Sends leads again that ended before a time; before now when it is absent. */
async function retried(outcomes: readonly string[], before = outside.now()): Promise<void> {
  await retryEnded(client, await submitted(outcomes), { before, signal });
}

describe('sending leads again that ended in an earlier run', () => {
  const ENDINGS = ['ordinary', 'failed', 'canceled', 'rejected', 'discarded', 'fail-first:3'];
  const ENDED = [
    'ordinary completed 1',
    'failed failed 3',
    'canceled canceled 3',
    'rejected rejected 1',
    'discarded discarded 1',
    'fail-first:3 failed 3',
  ];

  it('is the next attempt of those that failed or were canceled, and leaves all others', async () => {
    await submitted(ENDINGS);
    await outside.sleep(DAY);
    expect(await stand(ENDINGS)).toEqual(ENDED);
    const charged = stack.repository.charged();
    await retried(ENDINGS);
    await outside.sleep(DAY);
    expect(await stand(ENDINGS)).toEqual([
      'ordinary completed 1',
      'failed failed 4',
      'canceled canceled 4',
      'rejected rejected 1',
      'discarded discarded 1',
      'fail-first:3 completed 4',
    ]);
    expect(stack.repository.charged()).toBe(charged + 1);
  });

  it('is the next attempt of those that were never answered', async () => {
    await submitted(['silent']);
    await outside.sleep(40 * DAY);
    expect(await stand(['silent'])).toEqual(['silent unanswered 1']);
    await retried(['silent']);
    expect(await stand(['silent'])).toEqual(['silent published 2']);
  });

  it('is for leads of an earlier run only: those of this one are retried by the gateway', async () => {
    const answers = await submitted(ENDINGS);
    await outside.sleep(DAY);
    await retryEnded(client, answers, { before: outside.now(), signal });
    expect(await stand(ENDINGS)).toEqual(ENDED);
  });

  it.each([
    { outcome: 'failed', days: 1, ended: 'failed failed 4', anew: 'failed published 5' },
    { outcome: 'silent', days: 40, ended: 'silent unanswered 2', anew: 'silent published 3' },
  ])('is once for one run, however often it goes on: $outcome', async ({ outcome, days, ended, anew }) => {
    await submitted([outcome]);
    await outside.sleep(days * DAY);
    const begunAt = outside.now();
    await retried([outcome], begunAt);
    await outside.sleep(days * DAY);
    expect(await stand([outcome])).toEqual([ended]);
    await retried([outcome], begunAt);
    expect(await stand([outcome])).toEqual([ended]);
    await retried([outcome]);
    expect(await stand([outcome])).toEqual([anew]);
  });

  it('is not for a lead that was under way when the run began, and has ended since', async () => {
    await submitted(['failed']);
    const begunAt = outside.now();
    await outside.sleep(DAY);
    await retried(['failed'], begunAt);
    expect(await stand(['failed'])).toEqual(['failed failed 3']);
  });

  it('is once for a lead that is in the list twice', async () => {
    await submitted(['failed']);
    await outside.sleep(DAY);
    await retried(['failed', 'failed']);
    await outside.sleep(DAY);
    expect(await stand(['failed'])).toEqual(['failed failed 4']);
  });

  it('leaves a lead as it is whose retry the gateway refuses, and goes on', async () => {
    await submitted(['failed', 'fail-first:3']);
    await outside.sleep(DAY);
    const answers = await submitted(['failed', 'fail-first:3']);
    // Another caller was faster.
    await client.jobs.retry('failed');
    await retryEnded(client, answers, { before: outside.now(), signal });
    await outside.sleep(DAY);
    expect(await stand(['failed', 'fail-first:3'])).toEqual(['failed failed 4', 'fail-first:3 completed 4']);
  });

  it('tells which found no room in a budget, and goes on', async () => {
    begin([{ name: 'all', per: 'day', limit: 1 }]);
    await submitted(['failed']);
    await outside.sleep(2 * HOUR);
    await submitted(['ordinary']);
    await outside.sleep(2 * HOUR);
    const answers = await submitted(['failed', 'ordinary']);
    const refused = await retryEnded(client, answers, { before: outside.now(), signal });
    expect([...refused].map(([requestId, { type }]) => [requestId, type])).toEqual([
      ['failed~3', 'over-budget'],
    ]);
    expect(await stand(['failed', 'ordinary'])).toEqual(['failed failed 3', 'ordinary completed 1']);
  });

  it.each([
    [401, 'unauthenticated'],
    [403, 'forbidden'],
  ])('throws when it is not about the lead, but about the caller: %i', async (status, type) => {
    await submitted(['failed']);
    await outside.sleep(DAY);
    const answers = await submitted(['failed']);
    client.jobs.retry = async () => {
      throw new GatewayError({ status, type, title: 'No', detail: 'Ended.' });
    };
    await expect(retryEnded(client, answers, { before: outside.now(), signal })).rejects.toMatchObject({
      status,
    });
  });
});
