import { describe, expect, it } from 'vitest';
import { checkIntake } from '../../../../cli/smoke/check-intake.ts';
import { standInContext } from '../../../google/smoke-context.ts';

describe('the check of intake', () => {
  it('passes when its own message was set aside, and says how its dead letter goes', async () => {
    const { context, told } = standInContext();
    expect(await checkIntake(context)).toEqual({
      kind: 'passed',
      seen: 'an invalid message was taken, and set aside (invalid)',
      advice: expect.stringMatching(
        /dead drop [0-9a-f]{24} --gateway "\$READ" --operate "\$OPERATE" \(docs\/operate\.md has both\)$/,
      ),
    });
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
  });

  it('leaves a topic that is missing to Google’s own words', async () => {
    const { google, context } = standInContext();
    google.topics.clear();
    await expect(checkIntake(context)).rejects.toMatchObject({
      message: 'Pub/Sub does not know the topic modigie-gateway-intake',
    });
  });
});
