/** The stages of a lead on its way, and what it means that one is not reached. */
import type { Instant } from '../../shared/jobs/instant.ts';
import type { LogEventName } from '../../shared/telemetry/log-events.ts';
import { type Deployment, nameOf } from '../deployment/deployment.ts';
import type { LogEntry } from '../google/logging.ts';
import { failed, type Outcome, type SmokeContext } from './check.ts';
import { eventsOf, postsTo } from './service-log.ts';
import { explainUnserved } from './unserved-call.ts';
import { explainUntaken } from './untaken-message.ts';

/** The lead as it was published to intake. */
export interface Sent {
  readonly requestId: string;
  readonly messageId: string;
  readonly since: Instant;
}

/** Counts by status, and the work that is still to be done. */
const STATUS = 'npm run gateway -- status --gateway "$READ"';

/** How functions come to act as the application account: by Modigie's grant, or with its key. */
const ACT_AS =
  'The accounts in terraform -chdir=infra output impersonators have to be granted what docs/deploy.md says under ' +
  '"3. Publishing as the application account"; where there are none, it is the key that is wrong or gone: compare ' +
  'application_key_secret and application_key_version with Secret Manager.';

const MAY_NOT_PUBLISH =
  `${ACT_AS} Or the topic in job_types is wrong, or Modigie does not let the application account publish on it. The job ` +
  'waits, and goes out within the hour after this is mended.';

/** @returns how the lead came to an end before its stage; undefined while it may still be reached */
export function deadEnd(deployment: Deployment, seen: readonly LogEntry[]): Outcome | undefined {
  const of = (event: LogEventName) => seen.find((entry) => entry.event === event);
  const aside = of('message.dead-lettered');
  if (aside)
    return failed(
      `intake set the lead aside (${aside.reason})`,
      'docs/operate.md says under dead-letter what the reason means. To see the fields: npm run gateway -- ' +
        `dead show ${aside.document ?? 'ID'} --gateway "$READ" --operate "$OPERATE". Mend the file, and drop the letter.`,
    );
  if (of('job.replayed'))
    return failed(
      'the request ID of the lead was submitted before, so that nothing is requested',
      'Leave requestId out of the file, or choose another.',
    );
  const unpublished = of('job.published') ? undefined : of('job.publish-failed');
  if (unpublished?.reason === 'refused')
    return failed(
      'Pub/Sub refuses the request for good, and the job has ended as refused',
      'docs/operate.md says under refused what the log entry job.publish-failed has to say. The request was never ' +
        'sent: mend its cause, and run this again with another request ID.',
    );
  if (unpublished && unpublished.reason !== 'unavailable')
    return failed(`Modigie's topic refuses the gateway (${unpublished.reason})`, MAY_NOT_PUBLISH);
  if (of('job.discarded'))
    return failed(
      'Modigie discarded the request before a job existed',
      'docs/operate.md says under discard what it means: another system may publish to the same topic.',
    );
  const undelivered = of('job.delivered') ? undefined : of('job.delivery-failed');
  if (undelivered && undelivered.reason !== 'unavailable')
    return failed(
      `the topic ${nameOf(deployment, 'results')} refuses the result (${undelivered.reason})`,
      'The topic or the grant to publish on it is missing, or a schema refuses the message. Run terraform apply; the ' +
        'result is kept, and goes out within the hour after.',
    );
  return undefined;
}

/** @param seen the lead's log entries, without an answer among them */
export async function whyNoAnswer(
  context: SmokeContext,
  { requestId, since }: Sent,
  seen: readonly LogEntry[],
): Promise<Outcome> {
  if (seen.length === 0) {
    const meanwhile = `The lead ${requestId} stays meanwhile: once this is mended it goes to Modigie, and is charged.`;
    return explainUntaken(context, { since, meanwhile });
  }
  if (!seen.some(({ event }) => event === 'job.published'))
    return failed(
      'the lead was taken, and its request is not published to Modigie',
      `Pub/Sub does not answer, and the sweep tries again; or, if this stays so: ${MAY_NOT_PUBLISH}`,
    );
  return (await refusedAnswer(context, since)) ?? unanswered(context, since);
}

/** Modigie's answer may have come, and not have been let in. */
async function refusedAnswer(context: SmokeContext, since: Instant): Promise<Outcome | undefined> {
  for (const [to, by] of [
    ['receive-responses', 'Modigie'],
    ['pull-responses', 'the scheduler'],
  ] as const) {
    const [pullFailed] = await eventsOf(context, {
      of: [to],
      since,
      where: 'jsonPayload.event="pull.failed"',
    });
    if (pullFailed)
      return failed(
        "Modigie's response subscription cannot be pulled",
        'Its name in response_subscriptions is wrong, or the application account lacks roles/pubsub.subscriber on ' +
          `it: ask Modigie. Or pull-responses may not act as that account. ${ACT_AS}`,
      );
    const [status] = await postsTo(context, to, since);
    if (status !== undefined && status >= 400) return explainUnserved(context, { to, by, status, since });
  }
  return undefined;
}

async function unanswered(context: SmokeContext, since: Instant): Promise<Outcome> {
  const pulls = await postsTo(context, 'pull-responses', since);
  const pushes = await postsTo(context, 'receive-responses', since);
  if (pulls.length > 0 || pushes.length > 0)
    return failed(
      'the request went to Modigie, and no answer has come',
      'The gateway takes answers, and Modigie may need longer: wait longer with --timeout, or look later with ' +
        `${STATUS}. If none comes, ask Modigie with the request ID.`,
    );
  return failed(
    'the request went to Modigie, and no answer was pushed here',
    'Modigie pushes to terraform -chdir=infra output push_endpoint, for the audience of output push_audience, signed ' +
      'as push_account, or else as application_account: have Modigie compare all three. With answers by pull, see that the scheduler runs ' +
      `${nameOf(context.deployment, 'pull-responses')}.`,
  );
}

/** @param seen the lead's log entries, without a delivery among them */
export function whyNoResult({ requestId }: Sent, seen: readonly LogEntry[]): Outcome {
  const ended = seen.find(({ event }) => event === 'job.ended');
  if (ended === undefined)
    return failed(
      `${requestId} has not ended at Modigie`,
      `It may need longer: wait longer with --timeout, or look later with ${STATUS}.`,
    );
  if (ended.status !== 'completed')
    return failed(
      `${requestId} ended as ${ended.status}${ended.reason ? ` (${ended.reason})` : ''}, and has no result yet`,
      `It may be retried, and the result comes after the last attempt: look later with ${STATUS}.`,
    );
  return failed(
    `${requestId} is completed, and its result is not on the topic`,
    'The sweep delivers it again: look at the check sweep, and at delivery in docs/operate.md.',
  );
}
