import { chmod, rm, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { check, keyPath, RESULTS, TOPIC, wellGoogle, withKeyFile, wrong } from './checked-wire.ts';
import type { FakeGoogle } from './fake-google.ts';
import { ACCOUNT } from './keys.ts';

withKeyFile();

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
    await writeFile(keyPath(), JSON.stringify({ type: 'authorized_user', refresh_token: 's3cret' }));
    const google = wellGoogle();
    const findings = await wrong({ google });
    expect(findings).toEqual([
      {
        check: 'key-file',
        state: 'wrong',
        seen: `applicationKeyFile ${keyPath()} is no key of a service account`,
        expected: 'the JSON file with "type": "service_account" that Modigie gave you',
        actual: "a person's own credentials, as of gcloud auth application-default login",
        fix: expect.stringContaining('ask Modigie for a new key'),
      },
    ]);
    expect(google.calls).toEqual([]);
  });

  it('that is not there is told of', async () => {
    await rm(keyPath());
    expect(await wrong({})).toEqual([
      expect.objectContaining({ check: 'key-file', state: 'wrong', actual: 'ENOENT' }),
    ]);
  });

  it('that others may read works, and is warned of', async () => {
    await chmod(keyPath(), 0o644);
    expect(await wrong({})).toEqual([
      expect.objectContaining({ check: 'key-file', state: 'warning', fix: `chmod 600 ${keyPath()}` }),
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
      'clock',
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
