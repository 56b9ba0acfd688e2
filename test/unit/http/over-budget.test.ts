import { expect, it } from 'vitest';
import { overBudgetProblem } from '../../../shared/http/over-budget.ts';
import { later } from '../../../shared/jobs/instant.ts';
import { intakeMessage } from '../../../shared/use-cases/submit/intake-message.ts';
import { DAY, received, START, setAsideBy, submission, testGateway } from '../../fixtures.ts';
import { intercept, submit } from '../use-cases/actions.ts';

const ALL = { name: 'all', per: 'day', limit: 1 } as const;

/** Ten milliseconds before midnight another takes the last place; the claim is counted after midnight. */
function atMidnight() {
  const gateway = testGateway({ budgets: [ALL] });
  gateway.clock.time = later(START, DAY - 10);
  const another = testGateway({ budgets: [ALL], store: gateway.store });
  another.clock.time = gateway.clock.time;
  let isFirst = true;
  intercept(gateway.store, 'create', async () => {
    if (!isFirst) return;
    isFirst = false;
    await submit(another, submission('another'));
    gateway.clock.time = later(START, DAY + 10);
  });
  return gateway;
}

it('asks for another try in seconds where a claim met others at the limit, or the end of a period', async () => {
  const gateway = atMidnight();
  const refused = await submit(gateway, submission('lead-1'));
  if (refused.kind !== 'over-budget') throw new Error(refused.kind);
  const { document, headers } = overBudgetProblem(refused);
  expect(headers).toEqual({ 'retry-after': '5' });
  expect(document.detail).toBe(
    'The budget "all" had no room when it was counted. Nothing was sent. Send the same request again in 5 ' +
      'seconds, when there may be some; if not, from 2026-03-03T00:00:00.000Z on, or once the limit is raised.',
  );
  expect(await submit(gateway, submission('lead-1'))).toMatchObject({ kind: 'accepted' });
});

it('leaves a message on the intake topic that is worth another try', async () => {
  const gateway = atMidnight();
  const message = received(JSON.stringify(submission('lead-1')));
  expect(await intakeMessage(gateway, message)).toBe('retry-later');
  expect(await intakeMessage(gateway, message)).toBe('done');
  expect(setAsideBy(gateway)).toEqual([]);
  expect(gateway.published.requestIds()).toEqual(['lead-1']);
});
