import { describe, expect, it } from 'vitest';
import { checkIntake } from '../../../../cli/smoke/check-intake.ts';
import { PREFIX, refusal } from '../../../google/google-stand-in.ts';
import { standInContext } from '../../../google/smoke-context.ts';

const lettersOf = (google: ReturnType<typeof standInContext>['google']) =>
  google.subscriptions.get(`${PREFIX}-dead-letters`)?.letters ?? [];

describe('the check of intake', () => {
  it('passes when its own message was set aside, and leaves nothing behind', async () => {
    const { google, context, told } = standInContext();
    expect(await checkIntake(context)).toEqual({
      kind: 'passed',
      seen: 'an invalid message was taken, and set aside (invalid)',
    });
    expect(lettersOf(google)).toEqual([]);
    expect(told).toEqual([expect.stringMatching(/message \d+ is published, invalid on purpose/)]);
  });

  it('publishes what can never be requested: no job type, no payload', async () => {
    const { google, context } = standInContext();
    const published: unknown[] = [];
    google.onIntake = ({ messageId, data }) => {
      published.push(data);
      google.setAside(messageId, 'invalid');
    };
    await checkIntake(context);
    expect(published).toEqual([{ requestId: expect.stringMatching(/^smoke-20261128T1200/) }]);
  });

  it('is not content with the dead letter of another message', async () => {
    const { google, context } = standInContext();
    google.onIntake = () => google.setAside('another', 'invalid');
    expect(await checkIntake(context)).toMatchObject({ kind: 'failed' });
    expect(lettersOf(google)).toHaveLength(1);
  });

  it('passes when its dead letter cannot be removed, and says how it is', async () => {
    const { google, context } = standInContext();
    google.refuse = (_method, path) =>
      path.endsWith(':pull') ? refusal(403, 'PERMISSION_DENIED') : undefined;
    expect(await checkIntake(context)).toEqual({
      kind: 'passed',
      seen: 'an invalid message was taken, and set aside (invalid)',
      advice: expect.stringMatching(
        /originalMessageId=\d+ stays in modigie-gateway-dead-letters.*roles\/pubsub.subscriber/,
      ),
    });
  });

  it('fails when dead letters are kept by no subscription', async () => {
    const { google, context } = standInContext();
    google.subscriptions.delete(`${PREFIX}-dead-letters`);
    expect(await checkIntake(context)).toMatchObject({
      kind: 'failed',
      seen: 'the message was set aside, and there is no subscription modigie-gateway-dead-letters',
    });
  });

  it('leaves a topic that is missing to Google’s own words', async () => {
    const { google, context } = standInContext();
    google.topics.clear();
    await expect(checkIntake(context)).rejects.toMatchObject({
      message: 'Pub/Sub does not know the topic modigie-gateway-intake',
    });
  });
});
