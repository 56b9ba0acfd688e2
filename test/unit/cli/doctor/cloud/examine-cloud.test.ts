import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examineCloud } from '../../../../../cli/doctor/cloud/examine-cloud.ts';
import { CONFIG_SCHEMAS } from '../../../../../shared/config/function-config.ts';
import { bundleOf, PREFIX, PROJECT } from '../../../../google/deployed.ts';
import { type GoogleStandIn, refusal } from '../../../../google/google-stand-in.ts';
import { standInContext } from '../../../../google/smoke-context.ts';
import { addWebhook } from '../../../../google/webhooks.ts';
import { DATABASE_DRIFTS } from './database-drifts.ts';
import { service, takePeppers } from './drift.ts';
import { FUNCTION_DRIFTS } from './function-drifts.ts';
import { PUBLISHING_DRIFTS } from './publishing-drifts.ts';
import { SUBSCRIPTION_DRIFTS } from './subscription-drifts.ts';
import { SURROUNDINGS_DRIFTS } from './surroundings-drifts.ts';
import { addWarehouse, WAREHOUSE_DRIFTS } from './warehouse-drifts.ts';
import { WEBHOOK_DRIFTS } from './webhook-drifts.ts';

const DRIFTS = [
  ...DATABASE_DRIFTS,
  ...SUBSCRIPTION_DRIFTS,
  ...PUBLISHING_DRIFTS,
  ...FUNCTION_DRIFTS,
  ...SURROUNDINGS_DRIFTS,
  ...WAREHOUSE_DRIFTS,
  ...WEBHOOK_DRIFTS,
];

/** A repository with the bundles that are deployed. */
let repository: string;
beforeAll(async () => {
  repository = await mkdtemp(join(tmpdir(), 'doctor-'));
  await mkdir(join(repository, 'dist', 'functions'), { recursive: true });
  await symlink(join(import.meta.dirname, '../../../../../infra'), join(repository, 'infra'));
  for (const name of Object.keys(CONFIG_SCHEMAS))
    await writeFile(join(repository, 'dist', 'functions', `${name}.zip`), bundleOf(name));
});
afterAll(() => rm(repository, { recursive: true }));

/** Findings of a deployment that was well before something happened to it. */
async function found(drift: (google: GoogleStandIn) => unknown, folder = repository) {
  const { google, context } = standInContext();
  drift(google);
  const findings = await examineCloud({ ...context, repository: folder });
  return { google, findings, notOk: findings.filter(({ state }) => state !== 'ok') };
}

describe('a deployment that is as it should be', () => {
  it('has a finding of each check, in order, and nothing of it is changed', async () => {
    const { google, findings } = await found(() => undefined);
    expect(findings.map(({ state, check, seen }) => [state, check, seen])).toEqual([
      ['ok', 'functions', '7 functions are there, and ready'],
      ['ok', 'release', '7 functions run the bundles of this folder'],
      [
        'ok',
        'configuration',
        expect.stringMatching(/^7 functions are told the same: fingerprint [0-9a-f]{8}$/),
      ],
      ['ok', 'callers', 'IAM lets in whom each of 7 functions takes for let in'],
      ['ok', 'database', 'the database modigie-gateway can be brought back to any minute of the last week'],
      ['ok', 'database', 'the database modigie-gateway refuses to be deleted'],
      [
        'ok',
        'indexes',
        expect.stringMatching(/^all \d+ composite indexes are ready, and there is no other$/),
      ],
      [
        'ok',
        'fields',
        expect.stringMatching(/^all \d+ fields that have no index of their own are exempt from it$/),
      ],
      ['ok', 'subscriptions', 'all 8 subscriptions are as Terraform makes them'],
      ['ok', 'warehouse', 'no results go to BigQuery, as Terraform has it'],
      ['ok', 'dead-lettering', 'Pub/Sub has all 4 grants that it moves messages by'],
      [
        'ok',
        'publishing',
        'gateway@modigie-apps.iam.gserviceaccount.com may publish on each request topic of Modigie: 1',
      ],
      ['ok', 'schedules', 'the scheduler calls sweep-jobs, and its last calls were answered well'],
      ['ok', 'secrets', 'no function reads a secret'],
      ['ok', 'alerts', expect.stringMatching(/^\d+ alerts are on, and go to email "On call"$/)],
    ]);
    const posts = google.calls.filter((call) => !call.startsWith('GET '));
    expect(posts.map((call) => call.replace(/.*:/, ''))).toEqual([
      'generateAccessToken',
      'testIamPermissions',
    ]);
  });

  it('may have another number of deliveries, as a variable has it, and a key', async () => {
    const { notOk } = await found((google) => {
      for (const { settings } of google.subscriptions.values())
        if (settings['deadLetterPolicy'])
          Object.assign(settings['deadLetterPolicy'], { maxDeliveryAttempts: 20 });
      for (const { environment, volumes } of google.services.values())
        if (environment.delete('APPLICATION_ACCOUNT')) {
          environment.set('APPLICATION_KEY_FILE', '/etc/modigie/key.json');
          volumes.push({ secret: { secret: `projects/1/secrets/key`, items: [{ version: '2' }] } });
        }
      const secret = `secretmanager.googleapis.com/v1/projects/${PROJECT}/secrets/key/versions/2`;
      google.resources.set(secret, { state: 'ENABLED' });
    });
    expect(notOk).toMatchObject([{ check: 'publishing', state: 'warning', actual: 'a key' }]);
  });

  it('may have a warehouse', async () => {
    const { notOk, findings } = await found(addWarehouse);
    expect(notOk).toEqual([]);
    expect(findings.map(({ seen }) => seen)).toEqual(
      expect.arrayContaining([
        'BigQuery takes results, without personal data where they are kept',
        'Pub/Sub has all 6 grants that it moves messages by',
      ]),
    );
  });

  it('may take its peppers from a secret', async () => {
    const { notOk, findings } = await found((google) => takePeppers(google, '3', { state: 'ENABLED' }));
    expect(notOk).toEqual([]);
    expect(findings).toContainEqual(
      expect.objectContaining({ check: 'secrets', seen: 'gateway-peppers/3 can be read' }),
    );
  });

  it('may have webhooks, each with a subscription and a secret of its own', async () => {
    const { notOk, findings } = await found((google) => addWebhook(google));
    expect(notOk).toEqual([]);
    expect(findings.map(({ seen }) => seen)).toEqual(
      expect.arrayContaining([
        '8 functions are there, and ready',
        'all 9 subscriptions are as Terraform makes them',
        'Pub/Sub has all 5 grants that it moves messages by',
        'modigie-webhook-crm/latest can be read',
      ]),
    );
  });

  it('may have empty variables, which are to a function as if they were not set', async () => {
    const { notOk } = await found((google) => {
      for (const variable of ['TEAMS', 'BREAKER', 'PERSON_PEPPERS', 'APPLICATION_KEY_FILE'])
        service(google, 'operate-jobs').environment.set(variable, '');
    });
    expect(notOk).toEqual([]);
  });

  it('has another fingerprint with another version of its peppers', async () => {
    const fingerprints = ['2', '3'].map(async (version) => {
      const { findings } = await found((google) => takePeppers(google, version, { state: 'ENABLED' }));
      return findings.find(({ check }) => check === 'configuration')?.seen;
    });
    const [second, third] = await Promise.all(fingerprints);
    expect(second).not.toBe(third);
  });
});

describe('a drift', () => {
  it.each(DRIFTS)('is found, and nothing besides: %s', async (_name, drift, { seen, fix, ...rest }) => {
    const { notOk } = await found(drift);
    expect(notOk).toEqual([{ ...rest, seen: expect.stringMatching(seen), fix: expect.stringMatching(fix) }]);
  });
});

describe('what cannot be looked at', () => {
  it.each([
    [
      'a permission',
      'IAM_PERMISSION_DENIED',
      /does not let your account do this$/,
      /gcloud projects add-iam-policy-binding/,
    ],
    ['an API that is disabled', 'SERVICE_DISABLED', /^the API of .+ is disabled$/, /gcloud services enable/],
  ])('is told for each check, in words: %s', async (_name, reason, actual, fix) => {
    const { findings, notOk } = await found((google) => {
      google.refuse = () => refusal(403, 'PERMISSION_DENIED', reason);
    });
    expect(findings).toEqual(notOk);
    expect(new Set(notOk.map(({ check }) => check)).size).toBe(14);
    for (const finding of notOk) {
      expect(finding).toMatchObject({ state: 'wrong', seen: `${finding.check} could not be looked at` });
      expect(finding.actual).toMatch(actual);
      expect(finding.fix).toMatch(fix);
    }
  });

  it('stops no other check', async () => {
    const { notOk } = await found((google) => {
      google.refuse = (_method, path) =>
        path.startsWith('firestore.') ? refusal(403, 'PERMISSION_DENIED', 'SERVICE_DISABLED') : undefined;
    });
    expect(notOk.map(({ check }) => check)).toEqual(['database', 'indexes', 'fields']);
  });

  it('is an answer of another form, too', async () => {
    const { notOk } = await found((google) => {
      google.refuse = (_method, path) =>
        path.endsWith(`/databases/${PREFIX}`)
          ? { status: 200, body: { deleteProtectionState: 7 } }
          : undefined;
    });
    expect(notOk).toMatchObject([
      { check: 'database', state: 'wrong', actual: 'one of an unknown form, at deleteProtectionState' },
    ]);
  });

  it('is the release, without bundles of it; another release may be meant', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'doctor-'));
    await symlink(join(repository, 'infra'), join(folder, 'infra'));
    expect((await found(() => undefined, folder)).notOk).toMatchObject([
      { check: 'release', state: 'warning', fix: expect.stringContaining('npm run build') },
    ]);
    await mkdir(join(folder, 'dist', 'functions'), { recursive: true });
    for (const name of Object.keys(CONFIG_SCHEMAS))
      await writeFile(join(folder, 'dist', 'functions', `${name}.zip`), 'x');
    expect((await found(() => undefined, folder)).notOk).toMatchObject([
      {
        check: 'release',
        state: 'warning',
        seen: expect.stringContaining('another release than that of this folder'),
      },
    ]);
    await rm(folder, { recursive: true });
  });

  it('is a deployment that is elsewhere: its functions are told of once', async () => {
    const { notOk } = await found((google) => google.services.clear());
    expect(notOk.map(({ check }) => check)).toEqual(Array(7).fill('functions'));
  });
});
