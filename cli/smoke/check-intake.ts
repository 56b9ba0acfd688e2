/**
 * Does intake take a message? One is published that costs nothing, since it has no job type. Intake has to
 * set it aside as a dead letter, which shows topic, push, token, function and store at once.
 */

import { nameOf } from '../deployment/deployment.ts';
import { publishMessage } from '../google/messages.ts';
import { type Outcome, passed, type SmokeContext } from './check.ts';
import { eventsOf } from './service-log.ts';
import { smokeId } from './smoke-id.ts';
import { explainUntaken } from './untaken-message.ts';
import { until } from './until.ts';

const STAYS =
  'The message of this test stays meanwhile, and is set aside once this is mended: drop that dead letter.';

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
    : passed(
        `an invalid message was taken, and set aside (${entry.reason ?? 'unknown'})`,
        `Its dead letter waits. As an operator: npm run gateway -- dead drop ${entry.document ?? 'ID'} ` +
          '--gateway "$READ" --operate "$OPERATE" (docs/operate.md has both)',
      );
}
