import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkWire } from '../../../../../cli/standalone/wire/check-wire.ts';
import { parseStandaloneConfig } from '../../../../../shared/config/standalone-config.ts';
import { instant } from '../../../../../shared/jobs/instant.ts';
import { FakeGoogle } from './fake-google.ts';
import { ACCOUNT, KEY } from './keys.ts';

const TOPIC = 'projects/m/topics/enrich-mobile';
const SUBSCRIPTION = 'projects/m/subscriptions/enrich-mobile-pull';
const RESULTS = 'projects/acme/topics/results';

let keyFile: string;
beforeEach(async () => {
  keyFile = join(await mkdtemp(join(tmpdir(), 'wire-')), 'key.json');
  await writeFile(keyFile, JSON.stringify(KEY), { mode: 0o600 });
});
afterEach(() => rm(join(keyFile, '..'), { recursive: true }));

const config = (more: object = {}) =>
  parseStandaloneConfig(
    JSON.stringify({
      repositoryId: 'acme-production',
      jobTypes: { enrichMobile: { topic: TOPIC } },
      responseSubscriptions: [SUBSCRIPTION],
      applicationKeyFile: keyFile,
      ...more,
    }),
  );
const wellGoogle = () => new FakeGoogle().topic(TOPIC).subscription(SUBSCRIPTION);

interface Given {
  readonly google?: FakeGoogle;
  readonly more?: object;
  /** How fast (ms) the clock of this machine is. */
  readonly fast?: number;
  readonly authorize?: () => Promise<Headers>;
  readonly emulator?: string;
}
const withToken = async () => new Headers({ authorization: 'Bearer token' });

async function check({
  google = wellGoogle(),
  more = {},
  fast = 0,
  authorize = withToken,
  emulator,
}: Given = {}) {
  return checkWire(config(more), {
    send: google.send,
    authorizeAs: async () => authorize,
    clock: { now: () => instant(google.now + fast) },
    emulator,
  });
}
const wrong = async (given: Given) => (await check(given)).filter(({ state }) => state !== 'ok');

describe('the wire of a standalone gateway', () => {
  it('is in order when key, clock, topics and subscriptions are; nothing is published, pulled or changed', async () => {
    const google = wellGoogle().topic(RESULTS);
    expect(await check({ google, more: { results: { topic: RESULTS } } })).toEqual(
      [
        ['key-file', `applicationKeyFile has the key of ${ACCOUNT}`],
        ['clock', 'the clock of this machine agrees with that of Google'],
        ['credentials', 'Google gives a token for the key in applicationKeyFile'],
        ['topics', `${ACCOUNT} may publish on each request topic: 1`],
        ['subscriptions', `${ACCOUNT} may pull from each response subscription: 1`],
        ['results-topic', "this machine's own account may publish on the topic of results"],
      ].map(([name, seen]) => ({ check: name, state: 'ok', seen, expected: null, actual: null, fix: null })),
    );
    const changing = google.calls.filter(
      (call) => call.startsWith('POST') && !call.endsWith(':testIamPermissions'),
    );
    expect(changing).toEqual([]);
  });

  it('is checked as the account that applicationAccount names, or as the own one', async () => {
    const acting = { applicationKeyFile: undefined, applicationAccount: ACCOUNT };
    expect((await check({ more: acting })).map(({ seen }) => seen)).toContain(
      `Google gives a token for ${ACCOUNT}`,
    );
    const own = await check({ more: { applicationKeyFile: undefined } });
    expect(own.map(({ seen }) => seen)).toContain(
      "this machine's own account may publish on each request topic: 1",
    );
  });
});

describe('a key file', () => {
  it('that is none is told of, and Google is not asked', async () => {
    await writeFile(keyFile, JSON.stringify({ type: 'authorized_user', refresh_token: 's3cret' }));
    const google = wellGoogle();
    const findings = await wrong({ google });
    expect(findings).toEqual([
      {
        check: 'key-file',
        state: 'wrong',
        seen: `applicationKeyFile ${keyFile} is no key of a service account`,
        expected: 'the JSON file with "type": "service_account" that Modigie gave you',
        actual: "a person's own credentials, as of gcloud auth application-default login",
        fix: expect.stringContaining('ask Modigie for a new key'),
      },
    ]);
    expect(google.calls).toEqual([]);
  });

  it('that is not there is told of', async () => {
    await rm(keyFile);
    expect(await wrong({})).toEqual([
      expect.objectContaining({ check: 'key-file', state: 'wrong', actual: 'ENOENT' }),
    ]);
  });

  it('that others may read works, and is warned of', async () => {
    await chmod(keyFile, 0o644);
    expect(await wrong({})).toEqual([
      expect.objectContaining({ check: 'key-file', state: 'warning', fix: `chmod 600 ${keyFile}` }),
    ]);
  });
});

describe('the clock of this machine', () => {
  it.each([
    [61_500, 'fast'],
    [-61_500, 'slow'],
  ])('is wrong when it differs from that of Google by more than a minute: %d ms', async (fast, how) => {
    expect(await wrong({ fast })).toEqual([
      {
        check: 'clock',
        state: 'wrong',
        seen: `the clock of this machine is ${how}`,
        expected: 'that of Google, to 60 s',
        actual: expect.stringMatching(/^6[12] s apart$/),
        fix: expect.stringContaining('timedatectl set-ntp true'),
      },
    ]);
  });

  it.each([60_000, -60_000])('is right within that: %d ms', async (fast) => {
    expect(await wrong({ fast })).toEqual([]);
  });

  it('is told as well when Google refuses the token for it', async () => {
    const refused = async () => {
      throw Object.assign(new Error('invalid_grant'), {
        code: 400,
        response: {
          data: {
            error_description:
              'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.',
          },
        },
      });
    };
    expect((await wrong({ fast: 3_600_000, authorize: refused })).map((one) => one.check)).toEqual([
      'clock',
      'credentials',
    ]);
  });
});

describe('a topic', () => {
  it.each([
    false,
    true,
  ])('that is not there is told of, however Google says so (%s)', async (hidesMissing) => {
    const google = new FakeGoogle().subscription(SUBSCRIPTION);
    google.hidesMissing = hidesMissing;
    expect(await wrong({ google })).toEqual([
      {
        check: 'topics',
        state: 'wrong',
        seen: `there is no topic ${TOPIC}`,
        expected: 'pubsub.topics.publish',
        actual: 'no such topic, or none that the account is told of',
        fix: 'see that jobTypes has the name that Modigie gave you, with its project',
      },
    ]);
  });

  it('on which the account may not publish is told of, with what to ask for', async () => {
    expect(await wrong({ google: wellGoogle().topic(TOPIC, []) })).toEqual([
      expect.objectContaining({
        check: 'topics',
        state: 'wrong',
        seen: `${ACCOUNT} may not publish on ${TOPIC}`,
        actual: 'no permission',
        fix: `ask Modigie for it: gcloud pubsub topics add-iam-policy-binding ${TOPIC} --member serviceAccount:${ACCOUNT} --role roles/pubsub.publisher`,
      }),
    ]);
  });

  it('of results is told of apart from those of Modigie', async () => {
    expect(await wrong({ more: { results: { topic: RESULTS } } })).toEqual([
      expect.objectContaining({
        check: 'results-topic',
        seen: `there is no topic ${RESULTS}`,
        fix: 'see that results has the name that the owner of the topic gave you, with its project',
      }),
    ]);
  });

  it('that Pub/Sub says something else of is told in its words, and stops no other check', async () => {
    const google = wellGoogle();
    google.instead = (path) =>
      path.includes('/topics/') ? google.answer(400, 'INVALID_ARGUMENT', 'Invalid name.') : undefined;
    const findings = await check({ google });
    expect(findings.filter(({ state }) => state === 'wrong')).toEqual([
      expect.objectContaining({
        check: 'topics',
        seen: `${TOPIC} could not be looked at`,
        actual: '400 INVALID_ARGUMENT: Invalid name.',
      }),
    ]);
    expect(findings.at(-1)).toMatchObject({ check: 'subscriptions', state: 'ok' });
  });
});

describe('a subscription', () => {
  const pushing = { pushConfig: { pushEndpoint: 'https://s3cret.example.com/push' } };

  it.each([
    ['whose settings are seen', { isSeen: true }],
    ['whose settings the account may not see', { isSeen: false }],
  ])('that pushes, %s, is told of', async (_, seen) => {
    const findings = await wrong({
      google: wellGoogle().subscription(SUBSCRIPTION, { ...seen, ...pushing }),
    });
    expect(findings).toEqual([
      {
        check: 'subscriptions',
        state: 'wrong',
        seen: `${SUBSCRIPTION} is a push subscription, from which nothing can be pulled`,
        expected: 'a pull subscription',
        actual: 'one that pushes',
        fix: 'ask Modigie for the pull subscription of the job type, and name it in responseSubscriptions',
      },
    ]);
    expect(JSON.stringify(findings)).not.toContain('s3cret');
  });

  it('whose settings the account may not see is in order: a subscriber sees none', async () => {
    const google = wellGoogle().subscription(SUBSCRIPTION, { isSeen: false });
    expect((await check({ google })).at(-1)).toMatchObject({
      state: 'ok',
      seen: expect.stringContaining('that none of them pushes shows when it is pulled for the first time'),
    });
  });

  it.each([
    [{ bigqueryConfig: { table: 'p:d.t' } }, 'writes its messages elsewhere'],
    [{ cloudStorageConfig: { bucket: 'b' } }, 'writes its messages elsewhere'],
    [{ topic: '_deleted-topic_' }, 'has lost its topic'],
    [{ detached: true }, 'has lost its topic'],
  ])('from which nothing comes is told of: %j', async (settings, seen) => {
    expect(await wrong({ google: wellGoogle().subscription(SUBSCRIPTION, settings) })).toEqual([
      expect.objectContaining({
        check: 'subscriptions',
        seen: expect.stringContaining(`${SUBSCRIPTION} ${seen}`),
      }),
    ]);
  });

  it('that is not there, or may not be pulled, is told of', async () => {
    const missing = new FakeGoogle().topic(TOPIC);
    expect(await wrong({ google: missing })).toEqual([
      expect.objectContaining({ seen: `there is no subscription ${SUBSCRIPTION}` }),
    ]);
    const denied = wellGoogle();
    denied.things.set(SUBSCRIPTION, []);
    expect(await wrong({ google: denied })).toEqual([
      expect.objectContaining({
        seen: `${ACCOUNT} may not pull from ${SUBSCRIPTION}`,
        fix: `ask Modigie for it: gcloud pubsub subscriptions add-iam-policy-binding ${SUBSCRIPTION} --member serviceAccount:${ACCOUNT} --role roles/pubsub.subscriber`,
      }),
    ]);
  });
});

describe('names', () => {
  it('that do not fit together are warned of', async () => {
    const other = 'projects/other/subscriptions/s';
    const jobTypes = { enrichMobile: { topic: TOPIC }, verifyMobile: { topic: TOPIC } };
    const google = wellGoogle().subscription(other);
    const findings = await wrong({ google, more: { jobTypes, responseSubscriptions: [other] } });
    expect(findings.map(({ check: name, state, seen }) => [name, state, seen])).toEqual([
      ['names', 'warning', 'topics and subscriptions are of several projects'],
      ['names', 'warning', 'two job types have the same topic'],
      ['names', 'warning', 'there are fewer response subscriptions than job types'],
    ]);
  });
});

describe('Google', () => {
  it('that gives no token is not asked for more', async () => {
    const google = wellGoogle();
    const authorize = async () => {
      throw Object.assign(new Error('invalid_grant'), { code: 400 });
    };
    expect((await wrong({ google, authorize })).map(({ check: name }) => name)).toEqual(['credentials']);
    expect(google.calls).toEqual(['GET /']);
  });

  it('that takes the token no more is told of', async () => {
    const google = wellGoogle();
    google.instead = (path) => (path === '/' ? undefined : google.answer(401, 'UNAUTHENTICATED'));
    expect((await wrong({ google })).map(({ check: name, actual }) => [name, actual])).toEqual([
      ['credentials', '401 UNAUTHENTICATED'],
      ['credentials', '401 UNAUTHENTICATED'],
    ]);
  });

  it.each([
    ['does not answer', () => new Error('fetch failed')],
    ['answers 503', (google: FakeGoogle) => google.answer(503, 'UNAVAILABLE')],
    ['answers 200 with what is no JSON', () => ({ status: 200, date: null, text: '<html>Log in</html>' })],
  ])('that %s is a fault of the network, which may pass', async (how, answer) => {
    const google = wellGoogle();
    google.instead = () => answer(google);
    const findings = await wrong({ google });
    expect(findings.filter(({ check: name }) => name !== 'clock')).toEqual([
      expect.objectContaining({ check: 'network', state: 'wrong', actual: `it ${how}` }),
      expect.objectContaining({ check: 'network', state: 'wrong', actual: `it ${how}` }),
    ]);
  });

  it('that answers the second time is well', async () => {
    const google = wellGoogle();
    const asked = new Set<string>();
    google.instead = (path) => {
      if (asked.has(path)) return undefined;
      asked.add(path);
      return google.answer(503, 'UNAVAILABLE');
    };
    expect(await wrong({ google })).toEqual([]);
  });
});
