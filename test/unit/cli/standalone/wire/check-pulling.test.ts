import { describe, expect, it } from 'vitest';
import { check, SUBSCRIPTION, TOPIC, wellGoogle, withKeyFile, wrong } from './checked-wire.ts';
import { FakeGoogle } from './fake-google.ts';
import { ACCOUNT } from './keys.ts';

withKeyFile();

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
