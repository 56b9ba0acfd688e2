import { describe, expect, it } from 'vitest';
import { explainUnserved } from '../../../../cli/smoke/unserved-call.ts';
import { instant } from '../../../../shared/jobs/instant.ts';
import { standInContext } from '../../../google/smoke-context.ts';

const call = (status: number) =>
  ({ to: 'sweep-jobs', by: 'the scheduler', status, since: instant(0) }) as const;

describe('a call that was not served', () => {
  it.each([
    401, 403,
  ])('with %i is IAM’s doing when the function logged no refusal of its own', async (status) => {
    const { context } = standInContext();
    expect(await explainUnserved(context, call(status))).toEqual({
      kind: 'failed',
      seen: `IAM refuses the scheduler with ${status}, before modigie-gateway-sweep-jobs sees the call`,
      advice: expect.stringContaining(
        status === 401 ? 'its audience has to be the address' : 'roles/run.invoker',
      ),
    });
  });

  it('is the function’s own doing when it logged caller.refused, whose reason is explained', async () => {
    const { google, context } = standInContext();
    google.event('intake-jobs', 'caller.refused', { reason: 'expired' });
    google.event('sweep-jobs', 'caller.refused', { reason: 'signature-removed' });
    expect(await explainUnserved(context, call(401))).toEqual({
      kind: 'failed',
      seen: 'modigie-gateway-sweep-jobs itself refuses the scheduler with 401 (signature-removed)',
      advice: expect.stringMatching(/IAM lets the scheduler through.*push_authentication to "behind-iam"/),
    });
  });

  it.each([
    [404, 'modigie-gateway-sweep-jobs was called by the scheduler and answers 404', 'ingress'],
    [429, 'modigie-gateway-sweep-jobs was called by the scheduler and answers 429', 'no instance'],
    [503, 'modigie-gateway-sweep-jobs answers 503, and logged no event', 'may not have started'],
  ])('with %i says what that status means', async (status, seen, advice) => {
    const { context } = standInContext();
    expect(await explainUnserved(context, call(status))).toEqual({
      kind: 'failed',
      seen,
      advice: expect.stringContaining(advice),
    });
  });

  it('that may not have started has its whole log shown: text on standard error has no severity', async () => {
    const { google, context } = standInContext();
    const logOf = async () =>
      /gcloud logging read '(.*)'/.exec((await explainUnserved(context, call(503))).advice ?? '')?.[1];
    expect(await logOf()).toBe('resource.labels.service_name="modigie-gateway-sweep-jobs"');
    google.event('sweep-jobs', 'request.failed');
    expect(await logOf()).toBe('resource.labels.service_name="modigie-gateway-sweep-jobs" severity>=WARNING');
  });

  it('with 5xx names the faults that the function logged, each once', async () => {
    const { google, context } = standInContext();
    for (let i = 0; i < 3; i += 1)
      google.event('sweep-jobs', 'store.misconfigured', { reason: 'no-database' });
    google.event('sweep-jobs', 'request.failed');
    google.event('sweep-jobs', 'job.retried');
    expect(await explainUnserved(context, call(503))).toMatchObject({
      seen: 'modigie-gateway-sweep-jobs answers 503: request.failed, store.misconfigured (no-database)',
    });
  });
});
