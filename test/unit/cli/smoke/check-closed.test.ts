import { describe, expect, it } from 'vitest';
import { EVERYBODYS, FUNCTIONS } from '../../../../cli/deployment/deployment.ts';
import { checkClosed } from '../../../../cli/smoke/check-closed.ts';
import { type GoogleStandIn, PREFIX, refusal } from '../../../google/google-stand-in.ts';
import { standInContext } from '../../../google/smoke-context.ts';
import { addWebhook } from '../../../google/webhooks.ts';

const NONE = new Map();

const serviceOf = (google: GoogleStandIn, name: string) => {
  const service = google.services.get(`${PREFIX}-${name}`);
  if (!service) throw new Error('it is gone');
  return service;
};
const answers =
  (status: number, type = 'text/html') =>
  () =>
    new Response(null, { status, headers: { 'content-type': type } });
const pull = (google: GoogleStandIn) => {
  const service = serviceOf(google, 'receive-responses');
  google.services.delete(`${PREFIX}-receive-responses`);
  google.services.set(`${PREFIX}-pull-responses`, service);
};

describe('the check that strangers are kept out', () => {
  it('passes when IAM refuses a call without a token, and no function is open to everybody', async () => {
    const { google, context, told } = standInContext();
    expect(await checkClosed(context, NONE)).toEqual({
      kind: 'passed',
      seen: '5 functions are open to named callers alone, and a call without a token is answered 403',
    });
    expect(google.calls.filter((call) => call.includes('.run.app'))).toEqual([
      'POST https://modigie-gateway-receive-responses-abc-uc.a.run.app',
    ]);
    expect(told).toEqual([]);
  });

  it('passes with answers by pull by the policies alone: nothing is reached from outside', async () => {
    const { google, context } = standInContext();
    pull(google);
    google.onStranger = answers(204);
    expect(await checkClosed(context, NONE)).toEqual({
      kind: 'passed',
      seen: '5 functions are open to named callers alone',
    });
  });

  it('looks at the function of webhooks where there is one', async () => {
    const { google, context } = standInContext();
    addWebhook(google);
    expect(await checkClosed(context, NONE)).toMatchObject({
      kind: 'passed',
      seen: '6 functions are open to named callers alone, and a call without a token is answered 403',
    });
    serviceOf(google, 'deliver-webhooks').invokerIamDisabled = true;
    expect(await checkClosed(context, NONE)).toMatchObject({
      kind: 'failed',
      seen: 'IAM is not asked who calls modigie-gateway-deliver-webhooks',
    });
  });

  it('looks at both functions that take answers, where one is left over', async () => {
    const { google, context } = standInContext();
    const service = serviceOf(google, 'receive-responses');
    google.services.set(`${PREFIX}-pull-responses`, { ...service, invokerIamDisabled: true });
    expect(await checkClosed(context, NONE)).toMatchObject({
      kind: 'failed',
      seen: 'IAM is not asked who calls modigie-gateway-pull-responses',
    });
  });

  it.each(['allUsers', 'allAuthenticatedUsers'])('fails for a grant to %s', async (member) => {
    const deployed = FUNCTIONS.filter((name) => name !== 'pull-responses' && !EVERYBODYS.includes(name));
    for (const name of deployed) {
      const { google, context } = standInContext();
      addWebhook(google);
      serviceOf(google, name).bindings.push({ role: 'roles/run.invoker', members: [member] });
      expect(await checkClosed(context, NONE)).toEqual({
        kind: 'failed',
        seen: `modigie-gateway-${name} is open to ${member}`,
        advice: expect.stringContaining(
          `gcloud run services remove-iam-policy-binding modigie-gateway-${name} --member ${member} ` +
            '--role roles/run.invoker --region us-central1 --project acme-crm-prod',
        ),
      });
    }
  });

  it('fails with answers by pull, too', async () => {
    const { google, context } = standInContext();
    pull(google);
    serviceOf(google, 'pull-responses').invokerIamDisabled = true;
    expect(await checkClosed(context, NONE)).toEqual({
      kind: 'failed',
      seen: 'IAM is not asked who calls modigie-gateway-pull-responses',
      advice: expect.stringContaining(
        'gcloud run services update modigie-gateway-pull-responses --invoker-iam-check --region us-central1',
      ),
    });
  });

  it('tells all that is open at once, what it means, and how it is closed', async () => {
    const { google, context } = standInContext();
    serviceOf(google, 'receive-responses').invokerIamDisabled = true;
    serviceOf(google, 'operate-jobs').bindings.push({ role: 'roles/run.admin', members: ['allUsers'] });
    google.onStranger = answers(401, 'application/problem+json');
    expect(await checkClosed(context, NONE)).toEqual({
      kind: 'failed',
      seen:
        'IAM is not asked who calls modigie-gateway-receive-responses; modigie-gateway-operate-jobs is open to ' +
        'allUsers; modigie-gateway-receive-responses itself answers a stranger (401)',
      advice: expect.stringMatching(
        /forged token.*run terraform apply then: gcloud .*--invoker-iam-check .*; gcloud .*--role roles\/run\.admin /,
      ),
    });
  });

  it.each([
    [401, 'application/problem+json'],
    [204, ''],
    [503, 'text/plain'],
  ])('fails when the function answers a stranger with %i, though no policy of its own says so', async (...answer) => {
    const { google, context } = standInContext();
    google.onStranger = answers(...answer);
    expect(await checkClosed(context, NONE)).toEqual({
      kind: 'failed',
      seen: `modigie-gateway-receive-responses itself answers a stranger (${answer[0]})`,
      advice: expect.stringMatching(/forged token.*gcloud projects get-iam-policy acme-crm-prod/),
    });
  });

  it('fails when ingress keeps out everybody, and so Modigie', async () => {
    const { google, context } = standInContext();
    google.onStranger = answers(404);
    expect(await checkClosed(context, NONE)).toEqual({
      kind: 'failed',
      seen: 'modigie-gateway-receive-responses cannot be reached from outside (404)',
      advice: expect.stringContaining('Modigie cannot push'),
    });
  });

  it('does not know when the call is not answered', async () => {
    const { google, context } = standInContext();
    google.onStranger = () => undefined;
    expect(await checkClosed(context, NONE)).toEqual({
      kind: 'unconfirmed',
      seen: '5 functions are open to named callers alone; a call without a token was not answered',
      advice: expect.stringContaining('curl -i -X POST'),
    });
  });

  it('fails without a function that takes answers', async () => {
    const { google, context } = standInContext();
    google.services.delete(`${PREFIX}-receive-responses`);
    expect(await checkClosed(context, NONE)).toEqual({
      kind: 'failed',
      seen: 'there is neither modigie-gateway-receive-responses nor modigie-gateway-pull-responses in us-central1',
      advice: expect.stringContaining('give --region or --prefix'),
    });
  });

  it('leaves another function that is missing, and other refusals, to Google’s own words', async () => {
    const { google, context } = standInContext();
    google.services.delete(`${PREFIX}-operate-jobs`);
    await expect(checkClosed(context, NONE)).rejects.toMatchObject({
      message: 'Cloud Run does not know the service modigie-gateway-operate-jobs in us-central1',
    });
    google.refuse = () => refusal(403, 'PERMISSION_DENIED');
    await expect(checkClosed(context, NONE)).rejects.toMatchObject({
      remedy: expect.stringContaining('roles/run.viewer'),
    });
  });
});
