import { homedir } from 'node:os';
import { describe, expect, it } from 'vitest';
import {
  typedAccount,
  typedJobType,
  typedPath,
  typedRepositoryId,
  typedSubscription,
  typedTopic,
} from '../../../../cli/init/typed.ts';

const TOPIC = 'projects/modigie-acme/topics/enrich-mobile';
const SUBSCRIPTION = 'projects/modigie-acme/subscriptions/enrich-mobile-pull';

describe('what a person types', () => {
  it.each([
    [typedTopic, TOPIC],
    [typedTopic, `  "${TOPIC}" `],
    [typedTopic, `\`${TOPIC}\``],
    [typedTopic, `//pubsub.googleapis.com/${TOPIC}`],
  ])('is a topic, however it is pasted', (read, text) => {
    expect(read(text)).toEqual({ value: TOPIC });
  });

  it.each([
    [typedTopic, SUBSCRIPTION, 'That is a subscription: give the topic, projects/PROJECT/topics/TOPIC.'],
    [
      typedSubscription,
      TOPIC,
      'That is a topic: give the subscription of its answers, projects/PROJECT/subscriptions/SUBSCRIPTION.',
    ],
    [typedTopic, 'enrich-mobile', 'That is an ID alone: give the full name, with its project'],
    [typedTopic, '', 'It must be a full name'],
    [typedTopic, 'projects//topics/t', 'It must be a full name'],
    [typedTopic, 'projects/p/topics/t/x', 'It must be a full name'],
    [typedRepositoryId, '', 'It must be 1 to 128 letters'],
    [typedRepositoryId, 'acme/production', 'It must be 1 to 128 letters'],
    [typedJobType, '', 'It must be the name of a job type, such as enrichMobile'],
    [typedJobType, 'enrich mobile', 'It must be the name of a job type'],
    [typedJobType, 'ENRICHMOBILE', 'It is written enrichMobile.'],
    [typedAccount, 'gateway@modigie', 'It must be the e-mail address of a service account'],
  ])('is told with what to give instead', (read, text, problem) => {
    expect(read(text)).toEqual({ problem: expect.stringContaining(problem) });
  });

  it('is a repository, a job type that may be new, an account and a subscription', () => {
    expect(typedRepositoryId(' acme-production ')).toEqual({ value: 'acme-production' });
    expect(typedJobType('enrichFax')).toEqual({ value: 'enrichFax' });
    expect(typedAccount('a@p.iam.gserviceaccount.com')).toEqual({ value: 'a@p.iam.gserviceaccount.com' });
    expect(typedSubscription(SUBSCRIPTION)).toEqual({ value: SUBSCRIPTION });
  });

  it('is a path as a shell reads it', () => {
    expect(typedPath(' "~/keys/key.json" ')).toBe(`${homedir()}/keys/key.json`);
    expect(typedPath('a~/key.json')).toBe('a~/key.json');
  });
});
