import { describe, expect, it } from 'vitest';
import { checkAnswers, checkResults } from '../../../../cli/smoke/check-traffic.ts';
import { standInContext } from '../../../google/smoke-context.ts';

const NONE = new Map();
const DAY_MS = 86_400_000;

describe('the checks of what jobs there were', () => {
  it('pass with an answer and a result of the last week, whichever function has them', async () => {
    const { google, context } = standInContext();
    google.event('pull-responses', 'job.answered');
    google.event('sweep-jobs', 'job.delivered');
    expect(await checkAnswers(context, NONE)).toMatchObject({
      kind: 'passed',
      seen: 'modigie-gateway-pull-responses took an answer at 2026-11-28T12:00:00.250Z',
    });
    expect(await checkResults(context, NONE)).toMatchObject({
      kind: 'passed',
      seen: 'modigie-gateway-sweep-jobs delivered a result at 2026-11-28T12:00:00.250Z',
    });
  });

  it('take an ending for an answer: with tracking "endings-only" no other is stored', async () => {
    const { google, context } = standInContext();
    google.event('receive-responses', 'job.ended');
    expect(await checkAnswers(context, NONE)).toMatchObject({
      kind: 'passed',
      seen: 'modigie-gateway-receive-responses took an answer at 2026-11-28T12:00:00.250Z',
    });
    expect(await checkResults(context, NONE)).toMatchObject({ kind: 'unconfirmed' });
  });

  it('know nothing without one, and say how to get to know', async () => {
    const { google, context } = standInContext();
    google.now = () => context.clock.now() - 8 * DAY_MS;
    google.event('receive-responses', 'job.answered');
    google.event('receive-responses', 'job.delivered');
    for (const check of [checkAnswers, checkResults])
      expect(await check(context, NONE)).toEqual({
        kind: 'unconfirmed',
        seen: expect.stringContaining('in the last 7 days'),
        advice: expect.stringMatching(/LOG_LEVEL above INFO.*--lead FILE --yes, which Modigie charges/),
      });
  });

  it('are not misled by another deployment whose prefix begins alike', async () => {
    const { google, context } = standInContext();
    google.event('staging-receive-responses', 'job.answered');
    expect(await checkAnswers(context, NONE)).toMatchObject({ kind: 'unconfirmed' });
  });
});
