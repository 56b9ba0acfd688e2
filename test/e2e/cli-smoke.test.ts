/** The smoke test as a person runs it: the real command, with a stand-in of Google's APIs behind it. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GoogleStandIn, PREFIX, PROJECT, refusal } from '../google/google-stand-in.ts';
import { serveStandIn, TOKEN } from '../google/serve-stand-in.ts';
import { commandLine } from './command-line.ts';

const { start, file, folder } = commandLine();
const LEAD = '{"jobType":"enrichMobile","payload":{"person":{"firstName":"Ingrid","lastName":"Lindqvist"}}}';

let google: GoogleStandIn;
let serving: Awaited<ReturnType<typeof serveStandIn>>;
beforeAll(async () => {
  serving = await serveStandIn(() => google);
});
afterAll(() => serving.close());
beforeEach(() => {
  google = new GoogleStandIn();
});

const env = () => ({
  NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, 'redirected-fetch.ts'))}`,
  NODE_NO_WARNINGS: '1',
  GOOGLE_STAND_IN: `http://${serving.host}`,
  GCE_METADATA_HOST: serving.host,
  METADATA_SERVER_DETECTION: 'assume-present',
  GOOGLE_APPLICATION_CREDENTIALS: '',
  CLOUDSDK_CONFIG: folder(),
});

const smoke = (...args: string[]) =>
  start(['smoke', '--project', PROJECT, '--timeout', '1s', ...args], env()).done;
/** What is said must not depend on where its lines are broken. */
const unwrapped = (text: string) => text.replaceAll(/\n {2}/g, ' ');
const subscription = (name: string) => {
  const found = google.subscriptions.get(`${PREFIX}-${name}`);
  if (!found) throw new Error(`no subscription ${name}`);
  return found;
};

describe('a deployment that is well', () => {
  it('is told so, check by check; what only a person can know is left open', async () => {
    google.event('receive-responses', 'job.answered');
    google.event('sweep-jobs', 'job.delivered');
    const { code, stdout, stderr } = await smoke();
    expect(
      stdout
        .replaceAll(/\d{4}-\S+Z/g, 'TIME')
        .split('\n')
        .slice(0, 5),
    ).toEqual([
      '✓ sweep   the scheduler called it, and it answered 200 (0 s)',
      '✓ intake  an invalid message was taken, and set aside (invalid) (0 s)',
      '✓ answer  modigie-gateway-receive-responses took an answer at TIME (0 s)',
      '✓ result  modigie-gateway-sweep-jobs delivered a result at TIME (0 s)',
      '? alert   14 alerts are on, and go to email "On call"; whether it arrived, a person has to look (0 s)',
    ]);
    expect(unwrapped(stdout)).toContain(
      'alert: Look for the alert "A message was set aside" at email "On call".',
    );
    expect(stdout).toMatch(/\n4 passed, 1 not known\.\n$/);
    expect(stderr).toContain('… sweep: modigie-gateway-sweep-jobs is started');
    expect(code).toBe(0);
    expect(subscription('dead-letters').letters).toEqual([]);
  });

  it('takes a lead to Modigie and back, and shows nothing of it', async () => {
    await file('lead.json', LEAD);
    const { code, stdout, stderr } = await smoke('--lead', 'lead.json', '--yes', '--only', 'answer,result');
    expect(stdout).toMatch(
      /^✓ answer {2}Modigie answered for smoke-\w+: completed \(0 s\)\n✓ result {2}the result of smoke-\w+ is on modigie-gateway-results: completed \(0 s\)\n\n2 passed\.\n$/,
    );
    expect(code).toBe(0);
    expect(stdout + stderr).not.toMatch(/Ingrid|Lindqvist/);
    expect(stdout + stderr).not.toContain(TOKEN);
  });
});

type Damage = () => void;

describe('a failure', () => {
  it.each<[string, string, Damage, string, string]>([
    [
      "the scheduler's job is missing",
      'sweep',
      () => {
        google.job = undefined;
      },
      '✗ sweep   the scheduler has no job modigie-gateway-sweep-jobs in us-central1',
      'sweep: Run terraform apply; if the deployment is elsewhere or has another name, give --region or --prefix.',
    ],
    [
      "the scheduler's job is paused",
      'sweep',
      () => {
        google.job = { state: 'PAUSED' };
      },
      "✗ sweep   the scheduler's job modigie-gateway-sweep-jobs is PAUSED",
      'sweep: Resume it: gcloud scheduler jobs resume modigie-gateway-sweep-jobs --location us-central1',
    ],
    [
      'IAM refuses the scheduler',
      'sweep',
      () => {
        google.onSweep = () => google.request('sweep-jobs', 403);
      },
      '✗ sweep   IAM refuses the scheduler with 403, before modigie-gateway-sweep-jobs sees the call',
      'lacks roles/run.invoker on modigie-gateway-sweep-jobs',
    ],
    [
      'the function refuses the scheduler',
      'sweep',
      () => {
        google.onSweep = () => {
          google.request('sweep-jobs', 401);
          google.event('sweep-jobs', 'caller.refused', { reason: 'signature-removed' });
        };
      },
      '✗ sweep   modigie-gateway-sweep-jobs itself refuses the scheduler with 401 (signature-removed)',
      'Set PUSH_AUTHENTICATION to behind-iam (docs/configuration.md), and apply.',
    ],
    [
      'the function is not found',
      'sweep',
      () => {
        google.onSweep = () => google.request('sweep-jobs', 404);
      },
      '✗ sweep   modigie-gateway-sweep-jobs was called by the scheduler and answers 404',
      'Either there is no such function, or its ingress does not let the scheduler in',
    ],
    [
      'the store refuses the function',
      'sweep',
      () => {
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
      () => {
        google.onSweep = () => google.request('sweep-jobs', 503);
      },
      '✗ sweep   modigie-gateway-sweep-jobs answers 503, and logged no event',
      'a variable of its environment may be wrong',
    ],
    [
      'the scheduler reaches no function',
      'sweep',
      () => {
        google.onSweep = () => Object.assign(google.job ?? {}, { status: { code: 5 } });
      },
      '✗ sweep   the scheduler called, and modigie-gateway-sweep-jobs saw no request (status 5 NOT_FOUND)',
      'Its job calls an address where no function is',
    ],
    [
      'the operator may not start the job',
      'sweep',
      () => {
        google.refuse = (_method, path) =>
          path.endsWith(':run') ? refusal(403, 'PERMISSION_DENIED', 'IAM_PERMISSION_DENIED') : undefined;
      },
      '✗ sweep   Cloud Scheduler does not let your account do this',
      'It needs the role roles/cloudscheduler.jobRunner:',
    ],
    [
      'an API is disabled',
      'alert',
      () => {
        google.refuse = () => refusal(403, 'PERMISSION_DENIED', 'SERVICE_DISABLED');
      },
      '✗ alert   the API of Cloud Monitoring is disabled',
      'Enable it: gcloud services enable monitoring.googleapis.com --project acme-crm-prod.',
    ],
    [
      'the intake topic is missing',
      'intake',
      () => google.topics.clear(),
      '✗ intake  Pub/Sub does not know the topic modigie-gateway-intake',
      'intake: Run terraform apply; if the deployment has other names, give --prefix, --region or --project.',
    ],
    [
      'the intake subscription is missing',
      'intake',
      () => {
        google.subscriptions.delete(`${PREFIX}-intake`);
        google.onIntake = () => undefined;
      },
      '✗ intake  the topic modigie-gateway-intake has no subscription modigie-gateway-intake',
      'Nothing takes its messages, and what is published is lost.',
    ],
    [
      'Pub/Sub cannot sign its pushes',
      'intake',
      () => {
        google.onIntake = () => undefined;
      },
      '✗ intake  Pub/Sub took the message, and intake-jobs saw no request',
      'roles/iam.serviceAccountTokenCreator on modigie-gateway-push@acme-crm-prod.iam.gserviceaccount.com',
    ],
    [
      'intake refuses Pub/Sub',
      'intake',
      () => {
        google.onIntake = () => {
          google.request('intake-jobs', 403);
          google.event('intake-jobs', 'caller.refused', { reason: 'other-account' });
        };
      },
      '✗ intake  modigie-gateway-intake-jobs itself refuses Pub/Sub with 403 (other-account)',
      'The message of this test stays meanwhile',
    ],
    [
      'dead letters are kept nowhere',
      'intake',
      () => google.subscriptions.delete(`${PREFIX}-dead-letters`),
      '✗ intake  the message was set aside, and there is no subscription modigie-gateway-dead-letters',
      'Dead letters are lost as they are published.',
    ],
    [
      'alerts go nowhere',
      'alert',
      () => {
        for (const policy of google.policies) policy.notificationChannels = [];
      },
      '✗ alert   14 alerts are without a notification channel (such as "Modigie discarded a request")',
      'put its full name into the variable notification_channels, and apply',
    ],
    [
      'an alert is missing',
      'alert',
      () => google.policies.shift(),
      '✗ alert   the alert "Modigie discarded a request" is missing',
      'Run terraform apply, which makes every alert.',
    ],
    [
      'a channel is not verified',
      'alert',
      () => {
        for (const channel of google.channels.values()) channel['verificationStatus'] = 'UNVERIFIED';
      },
      '✗ alert   the channel email "On call" is not verified',
      'Verify it with the code that it was sent',
    ],
  ])('is told with its remedy, and exit code 1: %s', async (_name, check, damage, line, remedy) => {
    damage();
    const { code, stdout } = await smoke('--only', check);
    expect(stdout.split('\n')[0]?.replace(/ \(\d+ s\)$/, '')).toBe(line);
    expect(unwrapped(stdout)).toContain(remedy);
    expect(stdout).toMatch(/\n0 passed, 1 failed\.\n$/);
    expect(code).toBe(1);
  });
});

describe('a lead that does not come back', () => {
  const published = (requestId: string) => {
    for (const event of ['job.created', 'job.published']) google.event('intake-jobs', event, { requestId });
  };

  it.each<[string, (requestId: string, messageId: string) => void, string, string]>([
    [
      'intake sets it aside',
      (_requestId, messageId) => google.setAside(messageId, 'invalid'),
      '✗ answer  intake set the lead aside (invalid)',
      'names the fields in deadLetterDetail',
    ],
    [
      'the gateway may not publish',
      (requestId) =>
        google.event('intake-jobs', 'job.publish-failed', { requestId, reason: 'misconfigured' }),
      "✗ answer  Modigie's topic refuses the gateway (misconfigured)",
      'terraform -chdir=infra output impersonators',
    ],
    [
      'no answer is pushed',
      published,
      '✗ answer  the request went to Modigie, and no answer was pushed here',
      'terraform -chdir=infra output push_endpoint',
    ],
    [
      'the answer is refused',
      (requestId) => {
        published(requestId);
        google.request('receive-responses', 401);
        google.event('receive-responses', 'caller.refused', { reason: 'wrong-audience' });
      },
      '✗ answer  modigie-gateway-receive-responses itself refuses Modigie with 401 (wrong-audience)',
      'give Modigie terraform -chdir=infra output push_audience',
    ],
    [
      'answers cannot be pulled',
      (requestId) => {
        published(requestId);
        google.event('pull-responses', 'pull.failed');
      },
      "✗ answer  Modigie's response subscription cannot be pulled",
      'the application account lacks roles/pubsub.subscriber on it',
    ],
    [
      'the result is not delivered',
      (requestId) => {
        published(requestId);
        google.event('receive-responses', 'job.ended', { requestId, status: 'completed' });
        google.event('receive-responses', 'job.delivery-failed', { requestId, reason: 'misconfigured' });
      },
      '✗ result  the topic modigie-gateway-results refuses the result (misconfigured)',
      'the result is kept, and goes out within the hour after',
    ],
  ])('is told by its stage: %s', async (_name, happens, line, remedy) => {
    google.onIntake = ({ messageId, data }) => happens(String(data['requestId']), messageId);
    await file('lead.json', LEAD);
    const { code, stdout } = await smoke('--lead', 'lead.json', '--yes', '--only', 'answer,result');
    expect(stdout.replaceAll(/ \(\d+ s\)$/gm, '').split('\n')).toContain(line);
    expect(unwrapped(stdout)).toContain(remedy);
    expect(code).toBe(1);
  });
});

describe('what cannot be begun', () => {
  it.each([
    ['no project', ['smoke'], /required option '--project <id>'/],
    ['a wrong project', ['smoke', '--project', 'Acme'], /It must be an ID \(6 to 30/],
    ['a wrong prefix', ['smoke', '--project', PROJECT, '--prefix', 'x"'], /It must be 3 to 20/],
    ['a wrong region', ['smoke', '--project', PROJECT, '--region', 'eu'], /a single region/],
    ['a wrong check', ['smoke', '--project', PROJECT, '--only', 'sweep,all'], /one or more of sweep, intake/],
    ['a wrong time', ['smoke', '--project', PROJECT, '--timeout', '10'], /such as 90s or 10m/],
    [
      'a lead unasked',
      ['smoke', '--project', PROJECT, '--lead', 'l.json'],
      /charges when it completes: give --yes/,
    ],
    [
      'a lead for nothing',
      ['smoke', '--project', PROJECT, '--lead', 'l.json', '--yes', '--only', 'sweep'],
      /which --only leaves out/,
    ],
    ['no lead', ['smoke', '--project', PROJECT, '--lead', 'none.json', '--yes'], /none\.json cannot be read/],
  ])('ends with exit code 2, and calls nothing: %s', async (_name, args, told) => {
    const { code, stderr } = await start(args, env()).done;
    expect(stderr).toMatch(told);
    expect([code, google.calls]).toEqual([2, []]);
  });

  it('ends so without credentials, and says how they are got', async () => {
    const without = { ...env(), METADATA_SERVER_DETECTION: 'none', HOME: folder() };
    const { code, stderr, stdout } = await start(['smoke', '--project', PROJECT], without).done;
    expect(stderr).toMatch(/^No Google credentials: log in with gcloud auth application-default login/);
    expect([code, stdout, google.calls]).toEqual([2, '', []]);
  });

  it('ends at an interruption with exit code 130', async () => {
    google.onSweep = () => undefined;
    const run = start(['smoke', '--project', PROJECT], env());
    run.child.stderr.once('data', () => run.child.kill('SIGINT'));
    expect(await run.done).toMatchObject({ code: 130, stdout: 'Interrupted at sweep.\n' });
  });
});
