/**
 * Does intake take a message? One is published that costs nothing, since it has no job type. Intake has to
 * set it aside as a dead letter, which shows topic, push, token, function and dead-letter topic at once.
 */

import { nameOf } from '../deployment/deployment.ts';
import { GoogleRefusal } from '../google/google-refusal.ts';
import { publishMessage } from '../google/messages.ts';
import { failed, type Outcome, passed, type SmokeContext } from './check.ts';
import { tidyUp } from './own-dead-letter.ts';
import { eventsOf } from './service-log.ts';
import { smokeId } from './smoke-id.ts';
import { explainUntaken } from './untaken-message.ts';
import { until } from './until.ts';

const STAYS =
  'The message of this test stays meanwhile, and is set aside once this is mended: acknowledge that dead letter.';

export async function checkIntake(context: SmokeContext): Promise<Outcome> {
  const { google, deployment, clock } = context;
  const requestId = smokeId(clock.now());
  const { messageId, at } = await publishMessage(google, {
    project: deployment.project,
    topic: nameOf(deployment, 'intake'),
    data: JSON.stringify({ requestId }),
    attributes: { smoke: requestId },
  });
  context.tell(
    `intake: message ${messageId} is published, invalid on purpose; waiting until it is set aside`,
  );
  const [entry] =
    (await until(context, async () => {
      const where = `jsonPayload.event="message.dead-lettered" AND jsonPayload.messageId="${messageId}"`;
      const entries = await eventsOf(context, { of: ['intake-jobs'], since: at, where });
      return entries.length > 0 ? entries : undefined;
    })) ?? [];
  return entry === undefined
    ? explainUntaken(context, { since: at, meanwhile: STAYS })
    : setAside(context, { messageId, reason: entry.reason ?? 'unknown' });
}

interface SetAside {
  readonly messageId: string;
  readonly reason: string;
}

async function setAside(context: SmokeContext, { messageId, reason }: SetAside): Promise<Outcome> {
  const subscription = nameOf(context.deployment, 'dead-letters');
  try {
    const advice = await tidyUp(context, messageId);
    return passed(`an invalid message was taken, and set aside (${reason})`, advice);
  } catch (error) {
    if (!(error instanceof GoogleRefusal)) throw error;
    return failed(
      `the message was set aside, and there is no subscription ${subscription}`,
      'Dead letters are lost as they are published. Run terraform apply.',
    );
  }
}
