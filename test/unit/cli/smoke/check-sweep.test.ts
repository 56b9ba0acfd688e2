import { describe, expect, it } from 'vitest';
import { checkSweep } from '../../../../cli/smoke/check-sweep.ts';
import { refusal } from '../../../google/google-stand-in.ts';
import { standInContext } from '../../../google/smoke-context.ts';

const PASSED = { kind: 'passed', seen: 'the scheduler called it, and it answered 200' };

describe('the check of the sweep', () => {
  it('passes when the function answers 200, though a sweep without work logs no event', async () => {
    const { google, context } = standInContext();
    expect(await checkSweep(context)).toEqual(PASSED);
    expect(google.calls).toContain(
      'POST cloudscheduler.googleapis.com/v1/projects/acme-crm-prod/locations/us-central1/jobs/modigie-gateway-sweep-jobs:run',
    );
  });

  it('goes by Google’s clock, not by that of this machine', async () => {
    const { google, context } = standInContext();
    const behind = 3_600_000;
    google.now = () => context.clock.now() - behind;
    expect(await checkSweep(context)).toEqual(PASSED);
  });

  it('is not content with a sweep of before', async () => {
    const { google, context } = standInContext();
    google.request('sweep-jobs', 200);
    await context.clock.sleep(2_000);
    google.onSweep = () => undefined;
    expect(await checkSweep(context)).toMatchObject({ kind: 'failed' });
  });

  it('is not content with another request than the scheduler’s, which is a POST', async () => {
    const { google, context } = standInContext();
    google.onSweep = () => google.request('sweep-jobs', 200, { requestMethod: 'GET' });
    expect(await checkSweep(context)).toMatchObject({ kind: 'failed' });
  });

  it('waits while the function is refused, since a grant takes minutes to hold', async () => {
    const { google, context } = standInContext();
    google.onSweep = () => google.request('sweep-jobs', 403);
    const checked = checkSweep(context);
    void context.clock.sleep(120_000).then(() => google.request('sweep-jobs', 200));
    expect(await checked).toEqual(PASSED);
  });

  it('fails at once when there is no such job, or it stands still: nothing is started', async () => {
    const { google, context } = standInContext();
    google.job = { state: 'PAUSED' };
    expect(await checkSweep(context)).toEqual({
      kind: 'failed',
      seen: "the scheduler's job modigie-gateway-sweep-jobs is PAUSED",
      advice:
        'Resume it: gcloud scheduler jobs resume modigie-gateway-sweep-jobs --location us-central1 ' +
        '--project acme-crm-prod',
    });
    google.job = { state: 'DISABLED' };
    expect(await checkSweep(context)).toMatchObject({ advice: 'Run terraform apply, which sets it anew.' });
    google.job = undefined;
    expect(await checkSweep(context)).toMatchObject({
      seen: 'the scheduler has no job modigie-gateway-sweep-jobs in us-central1',
      advice: expect.stringContaining('give --region or --prefix'),
    });
    expect(google.calls.filter((call) => call.endsWith(':run'))).toEqual([]);
  });

  it.each([
    ['never called', {}, undefined, 'the scheduler took the order, and has not called the function'],
    [
      'called elsewhere',
      { status: {} },
      true,
      'the scheduler was answered well, and the log of Cloud Run has no such request',
    ],
    [
      'kept waiting',
      { status: { code: 4 } },
      true,
      'the scheduler called, and modigie-gateway-sweep-jobs saw no request (status 4 DEADLINE_EXCEEDED)',
    ],
    [
      'not found',
      { status: { code: 5 } },
      true,
      'the scheduler called, and modigie-gateway-sweep-jobs saw no request (status 5 NOT_FOUND)',
    ],
    [
      'in an unknown way',
      { status: { code: 2 } },
      true,
      'the scheduler called, and modigie-gateway-sweep-jobs saw no request (status 2)',
    ],
  ])('tells by the job what became of a request that is in no log: %s', async (_name, job, tried, seen) => {
    const { google, context } = standInContext();
    google.onSweep = () => {
      const { lastAttemptTime, ...rest } = google.job ?? {};
      google.job = { ...rest, ...job, ...(tried && { lastAttemptTime }) };
    };
    expect(await checkSweep(context)).toMatchObject({ kind: 'failed', seen });
  });

  it('leaves another refusal of Google’s to its own words', async () => {
    const { google, context } = standInContext();
    google.refuse = () => refusal(403, 'PERMISSION_DENIED');
    await expect(checkSweep(context)).rejects.toMatchObject({ kind: 'permission' });
  });
});
