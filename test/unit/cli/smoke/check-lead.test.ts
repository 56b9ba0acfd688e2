import { describe, expect, it } from 'vitest';
import { failed } from '../../../../cli/smoke/check.ts';
import { checksOf } from '../../../../cli/smoke/check-lead.ts';
import { standInContext } from '../../../google/smoke-context.ts';

const LEAD = { requestId: 'smoke-1', json: '{"requestId":"smoke-1","jobType":"enrichMobile","payload":{}}' };
const NONE = new Map();

describe('the checks of one lead', () => {
  it('pass with its answer and its result, and publish it once', async () => {
    const { google, context, told } = standInContext();
    const { answer, result } = checksOf(LEAD);
    expect(await answer(context, NONE)).toEqual({
      kind: 'passed',
      seen: 'Modigie answered for smoke-1: completed',
    });
    expect(await result(context, NONE)).toEqual({
      kind: 'passed',
      seen: 'the result of smoke-1 is on modigie-gateway-results: completed',
    });
    expect(google.calls.filter((call) => call.endsWith(':publish'))).toHaveLength(1);
    expect(told.join()).not.toContain('payload');
  });

  it('pass with the result alone', async () => {
    const { context } = standInContext();
    expect(await checksOf(LEAD).result(context, NONE)).toMatchObject({ kind: 'passed' });
  });

  it('take an ending for an answer: those on the way may not be stored', async () => {
    const { google, context } = standInContext();
    google.onIntake = () =>
      google.event('pull-responses', 'job.ended', { requestId: 'smoke-1', status: 'failed' });
    expect(await checksOf(LEAD).answer(context, NONE)).toMatchObject({
      kind: 'passed',
      seen: 'Modigie answered for smoke-1: failed',
    });
  });

  it('take the result of a later attempt, which has the lead’s ID as its root', async () => {
    const { google, context } = standInContext();
    const retried = { requestId: 'smoke-1~2', rootId: 'smoke-1', status: 'completed' };
    google.onIntake = () => google.event('sweep-jobs', 'job.delivered', retried);
    expect(await checksOf(LEAD).result(context, NONE)).toMatchObject({ kind: 'passed' });
  });

  it('are not content with the answer for another lead', async () => {
    const { google, context } = standInContext();
    google.onIntake = ({ messageId }) =>
      google.answerLead({ messageId, data: { ...LEAD, requestId: 'another' } });
    expect(await checksOf(LEAD).answer(context, NONE)).toMatchObject({ kind: 'failed' });
  });

  it('end early at a dead end, without waiting for the time limit', async () => {
    const { google, context } = standInContext();
    google.onIntake = () => google.event('intake-jobs', 'job.replayed', { requestId: 'smoke-1' });
    const begun = context.clock.now();
    expect(await checksOf(LEAD).answer(context, NONE)).toMatchObject({ kind: 'failed' });
    expect(await checksOf(LEAD).result(context, NONE)).toMatchObject({ kind: 'failed' });
    expect(context.clock.now() - begun).toBeLessThan(1_000);
  });

  it('wait for no result when no answer came', async () => {
    const { google, context } = standInContext();
    const earlier = new Map([['answer' as const, failed('no answer', 'mend it')]]);
    expect(await checksOf(LEAD).result(context, earlier)).toMatchObject({ kind: 'unconfirmed' });
    expect(google.calls).toEqual([]);
  });
});
