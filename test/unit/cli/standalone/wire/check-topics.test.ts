import { describe, expect, it } from 'vitest';
import { check, RESULTS, SUBSCRIPTION, TOPIC, wellGoogle, withKeyFile, wrong } from './checked-wire.ts';
import { FakeGoogle } from './fake-google.ts';
import { ACCOUNT } from './keys.ts';

withKeyFile();

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

  it('of which Google says that the API is off is not one without a permission', async () => {
    const google = wellGoogle();
    const details = [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'SERVICE_DISABLED' }];
    const error = { code: 403, status: 'PERMISSION_DENIED', message: 'It is disabled.', details };
    google.instead = (path) =>
      path.includes('/topics/') ? { status: 403, date: null, text: JSON.stringify({ error }) } : undefined;
    expect(await wrong({ google })).toEqual([
      expect.objectContaining({ check: 'topics', actual: '403 PERMISSION_DENIED: It is disabled.' }),
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
