/** Ways in which a deployment does not run, and the sentences that a person reads of each. */
import { ALERT_TITLES } from '../../cli/deployment/alert-titles.ts';
import type { CheckName } from '../../cli/smoke/check.ts';
import { type GoogleStandIn, PREFIX, refusal } from '../google/google-stand-in.ts';

type Damage = (google: GoogleStandIn) => void;

type FailureRow = [name: string, check: CheckName, damage: Damage, line: string, remedy: string];

export const FAILURES: FailureRow[] = [
  [
    'a person has allowed public access',
    'closed',
    (google) => {
      for (const service of google.services.values()) service.invokerIamDisabled = true;
    },
    `✗ closed  ${['receive-responses', 'operate-jobs', 'intake-jobs', 'sweep-jobs', 'keep-dead-letters']
      .map((name) => `IAM is not asked who calls modigie-gateway-${name}`)
      .join('; ')}`,
    'gcloud run services update modigie-gateway-operate-jobs --invoker-iam-check --region us-central1',
  ],
  [
    'a function answers a stranger',
    'closed',
    (google) => {
      const headers = { 'content-type': 'application/problem+json' };
      google.onStranger = () => Response.json({}, { status: 401, headers });
    },
    '✗ closed  modigie-gateway-receive-responses itself answers a stranger (401)',
    'takes a forged token',
  ],
  [
    'the operator may not look at functions',
    'closed',
    (google) => {
      google.refuse = () => refusal(403, 'PERMISSION_DENIED', 'IAM_PERMISSION_DENIED');
    },
    '✗ closed  Cloud Run does not let your account do this',
    'It needs the role roles/run.viewer:',
  ],
  [
    "the scheduler's job is missing",
    'sweep',
    (google) => {
      google.job = undefined;
    },
    '✗ sweep   the scheduler has no job modigie-gateway-sweep-jobs in us-central1',
    'sweep: Run terraform apply; if the deployment is elsewhere or has another name, give --region or --prefix.',
  ],
  [
    "the scheduler's job is paused",
    'sweep',
    (google) => {
      google.job = { state: 'PAUSED' };
    },
    "✗ sweep   the scheduler's job modigie-gateway-sweep-jobs is PAUSED",
    'sweep: Resume it: gcloud scheduler jobs resume modigie-gateway-sweep-jobs --location us-central1',
  ],
  [
    'IAM refuses the scheduler',
    'sweep',
    (google) => {
      google.onSweep = () => google.request('sweep-jobs', 403);
    },
    '✗ sweep   IAM refuses the scheduler with 403, before modigie-gateway-sweep-jobs sees the call',
    'lacks roles/run.invoker on modigie-gateway-sweep-jobs',
  ],
  [
    'the function refuses the scheduler',
    'sweep',
    (google) => {
      google.onSweep = () => {
        google.request('sweep-jobs', 401);
        google.event('sweep-jobs', 'caller.refused', { reason: 'signature-removed' });
      };
    },
    '✗ sweep   modigie-gateway-sweep-jobs itself refuses the scheduler with 401 (signature-removed)',
    'Set push_authentication to "behind-iam" (docs/deploy.md), and apply.',
  ],
  [
    'the function is not found',
    'sweep',
    (google) => {
      google.onSweep = () => google.request('sweep-jobs', 404);
    },
    '✗ sweep   modigie-gateway-sweep-jobs was called by the scheduler and answers 404',
    'Either there is no such function, or its ingress does not let the scheduler in',
  ],
  [
    'the store refuses the function',
    'sweep',
    (google) => {
      google.onSweep = () => {
        google.request('sweep-jobs', 503);
        google.event('sweep-jobs', 'store.misconfigured', { reason: 'no-index' });
      };
    },
    '✗ sweep   modigie-gateway-sweep-jobs answers 503: store.misconfigured (no-index)',
    'docs/operate.md says under store, fault and failing what to do.',
  ],
  [
    'the function does not start',
    'sweep',
    (google) => {
      google.onSweep = () => google.request('sweep-jobs', 503);
    },
    '✗ sweep   modigie-gateway-sweep-jobs answers 503, and logged no event',
    'a variable of its environment may be wrong',
  ],
  [
    'the scheduler reaches no function',
    'sweep',
    (google) => {
      google.onSweep = () => Object.assign(google.job ?? {}, { status: { code: 5 } });
    },
    '✗ sweep   the scheduler called, and modigie-gateway-sweep-jobs saw no request (status 5 NOT_FOUND)',
    'Its job calls an address where no function is',
  ],
  [
    'the operator may not start the job',
    'sweep',
    (google) => {
      google.refuse = (_method, path) =>
        path.endsWith(':run') ? refusal(403, 'PERMISSION_DENIED', 'IAM_PERMISSION_DENIED') : undefined;
    },
    '✗ sweep   Cloud Scheduler does not let your account do this',
    'It needs the role roles/cloudscheduler.jobRunner:',
  ],
  [
    'an API is disabled',
    'alert',
    (google) => {
      google.refuse = () => refusal(403, 'PERMISSION_DENIED', 'SERVICE_DISABLED');
    },
    '✗ alert   the API of Cloud Monitoring is disabled',
    'Enable it: gcloud services enable monitoring.googleapis.com --project acme-crm-prod.',
  ],
  [
    'the intake topic is missing',
    'intake',
    (google) => google.topics.clear(),
    '✗ intake  Pub/Sub does not know the topic modigie-gateway-intake',
    'intake: Run terraform apply; if the deployment has other names, give --prefix, --region or --project.',
  ],
  [
    'the intake subscription is missing',
    'intake',
    (google) => {
      google.subscriptions.delete(`${PREFIX}-intake`);
      google.onIntake = () => undefined;
    },
    '✗ intake  the topic modigie-gateway-intake has no subscription modigie-gateway-intake',
    'Nothing takes its messages, and what is published is lost.',
  ],
  [
    'Pub/Sub cannot sign its pushes',
    'intake',
    (google) => {
      google.onIntake = () => undefined;
    },
    '✗ intake  Pub/Sub took the message, and intake-jobs saw no request',
    'roles/iam.serviceAccountOpenIdTokenCreator on modigie-gateway-push@acme-crm-prod.iam.gserviceaccount.com',
  ],
  [
    'intake refuses Pub/Sub',
    'intake',
    (google) => {
      google.onIntake = () => {
        google.request('intake-jobs', 403);
        google.event('intake-jobs', 'caller.refused', { reason: 'other-account' });
      };
    },
    '✗ intake  modigie-gateway-intake-jobs itself refuses Pub/Sub with 403 (other-account)',
    'The message of this test stays meanwhile',
  ],
  [
    'alerts go nowhere',
    'alert',
    (google) => {
      for (const policy of google.policies) policy.notificationChannels = [];
    },
    `✗ alert   ${ALERT_TITLES.length} alerts are without a notification channel (such as "Modigie discarded a request")`,
    'Put an address into the variable alert_emails, and apply',
  ],
  [
    'an alert is missing',
    'alert',
    (google) => google.policies.shift(),
    '✗ alert   the alert "Modigie discarded a request" is missing',
    'Run terraform apply, which makes every alert.',
  ],
  [
    'a channel is not verified',
    'alert',
    (google) => {
      for (const channel of google.channels.values()) channel['verificationStatus'] = 'UNVERIFIED';
    },
    '✗ alert   the channel email "On call" is not verified',
    'Verify it with the code that it was sent',
  ],
];

/** The work of the deployment, once a lead is published to intake. */
type Fate = (google: GoogleStandIn, requestId: string, messageId: string) => void;

type LeadRow = [name: string, fate: Fate, line: string, remedy: string];

const published = (google: GoogleStandIn, requestId: string) => {
  for (const event of ['job.created', 'job.published']) google.event('intake-jobs', event, { requestId });
};

export const LOST_LEADS: LeadRow[] = [
  [
    'intake sets it aside',
    (google, _requestId, messageId) => google.setAside(messageId, 'invalid'),
    '✗ answer  intake set the lead aside (invalid)',
    'Mend the file, and drop the letter',
  ],
  [
    'the gateway may not publish',
    (google, requestId) =>
      google.event('intake-jobs', 'job.publish-failed', { requestId, reason: 'misconfigured' }),
    "✗ answer  Modigie's topic refuses the gateway (misconfigured)",
    'terraform -chdir=infra output impersonators',
  ],
  [
    'the request is refused for good',
    (google, requestId) =>
      google.event('intake-jobs', 'job.publish-failed', { requestId, reason: 'refused' }),
    '✗ answer  Pub/Sub refuses the request for good, and the job has ended as refused',
    'docs/operate.md says under refused',
  ],
  [
    'no answer is pushed',
    published,
    '✗ answer  the request went to Modigie, and no answer was pushed here',
    'terraform -chdir=infra output push_endpoint',
  ],
  [
    'the answer is refused',
    (google, requestId) => {
      published(google, requestId);
      google.request('receive-responses', 401);
      google.event('receive-responses', 'caller.refused', { reason: 'wrong-audience' });
    },
    '✗ answer  modigie-gateway-receive-responses itself refuses Modigie with 401 (wrong-audience)',
    'give Modigie terraform -chdir=infra output push_audience',
  ],
  [
    'answers cannot be pulled',
    (google, requestId) => {
      published(google, requestId);
      google.event('pull-responses', 'pull.failed');
    },
    "✗ answer  Modigie's response subscription cannot be pulled",
    'the application account lacks roles/pubsub.subscriber on it',
  ],
  [
    'the result is not delivered',
    (google, requestId) => {
      published(google, requestId);
      google.event('receive-responses', 'job.ended', { requestId, status: 'completed' });
      google.event('receive-responses', 'job.delivery-failed', { requestId, reason: 'misconfigured' });
    },
    '✗ result  the topic modigie-gateway-results refuses the result (misconfigured)',
    'the result is kept, and goes out within the hour after',
  ],
];
