import { describe, expect, it } from 'vitest';
import type { DeadLetterId } from '../../../../../shared/jobs/dead-letters/dead-letter-id.ts';
import { deadLetter } from '../../../../../shared/use-cases/dead-letter.ts';
import { judge } from '../../../../../shared/use-cases/operate/dead-letters/judge.ts';
import {
  type RedriveAsked,
  redriveDeadLetter,
} from '../../../../../shared/use-cases/operate/dead-letters/redrive-dead-letter.ts';
import { answerBody, id, received, setAsideBy, submission, testGateway } from '../../../../fixtures.ts';
import { submit } from '../../actions.ts';
import { erase } from '../erasures/persons.ts';

const intake = (body: object) => received(JSON.stringify(body));

describe('the judgement', () => {
  it('of a submission is that of the ledger: free, the same again, or spent by another payload', async () => {
    const gateway = testGateway();
    const accepted = { kind: 'accepted' };
    expect(await judge(gateway, 'intake', intake(submission('a')))).toEqual(accepted);
    await submit(gateway, submission('a'));
    expect(await judge(gateway, 'intake', intake(submission('a')))).toEqual(accepted);
    expect(await judge(gateway, 'intake', intake(submission('a', { priority: 1 })))).toEqual({
      kind: 'set-aside',
      reason: 'request-id-reused',
      errors: [{ pointer: '/priority', detail: 'is not what the request ID was used for before' }],
    });
    expect(gateway.store.records()).toHaveLength(1);
  });

  it('takes nothing to be accepted before that no budget had room for', async () => {
    const gateway = testGateway({ budgets: [{ name: 'all', per: 'day', limit: 0 }] });
    await submit(gateway, submission('a'));
    const without = { ...gateway, jobTypes: new Map() };
    expect(await submit(without, submission('a'))).toMatchObject({ kind: 'invalid' });
    expect(await judge(without, 'intake', intake(submission('a')))).toMatchObject({
      kind: 'set-aside',
      reason: 'invalid',
    });
  });

  it('knows the same again of a job that was erased, and another payload', async () => {
    const gateway = testGateway();
    await submit(gateway, submission('a'));
    await erase(gateway, { identifiers: [], requestIds: [id('a')], reason: 'DSR-1' });
    expect(await judge(gateway, 'intake', intake(submission('a')))).toEqual({ kind: 'accepted' });
    expect(await judge(gateway, 'intake', intake(submission('a', { priority: 1 })))).toMatchObject({
      kind: 'set-aside',
      reason: 'request-id-reused',
    });
  });

  it.each([
    ['not-utf8', Buffer.from([0xff])],
    ['not-json', ''],
    ['too-large', 'x'.repeat(900_000)],
  ])('of bytes that nothing can be made of says so: %s', async (reason, data) => {
    for (const route of ['intake', 'responses'] as const)
      expect(await judge(testGateway(), route, received(data))).toMatchObject({ kind: 'set-aside', reason });
    expect(await judge(testGateway(), 'results', received(data))).toEqual({ kind: 'accepted' });
  });

  it('of what is too large follows from its size: its bytes are read for a redrive that is forced alone', async () => {
    const gateway = testGateway();
    const why = { source: 'intake-jobs', reason: 'too-large' };
    await deadLetter(gateway, received('x'.repeat(200_000)), why);
    const redrive = (more: Partial<RedriveAsked> = {}) =>
      redriveDeadLetter(gateway, { id: setAsideBy(gateway)[0]?.id as DeadLetterId, reason: null, ...more });
    let read = 0;
    const body = gateway.deadLetters.body.bind(gateway.deadLetters);
    gateway.deadLetters.body = async (letter) => {
      read += 1;
      return body(letter);
    };
    const judgement = { kind: 'set-aside', reason: 'too-large', errors: [] };
    expect(await redrive()).toMatchObject({ kind: 'still-invalid', judgement });
    expect(await redrive({ dryRun: true })).toMatchObject({ kind: 'judged', judgement });
    expect(
      await redrive({ corrected: Buffer.from(JSON.stringify(submission('a'))), dryRun: true }),
    ).toMatchObject({
      kind: 'judged',
      judgement: { kind: 'accepted' },
    });
    expect(read).toBe(0);
    expect(await redrive({ force: true })).toMatchObject({ kind: 'redriven', judgement });
    expect(read).toBe(1);
  });

  it('of an answer takes nothing in', async () => {
    const gateway = testGateway();
    await submit(gateway);
    expect(await judge(gateway, 'responses', received(answerBody()))).toEqual({ kind: 'accepted' });
    expect(gateway.store.records()).toMatchObject([{ status: 'published' }]);
  });
});
