/** A message of the intake topic that intake-jobs did not take: not pushed, or refused. */
import type { Instant } from '../../shared/jobs/instant.ts';
import { nameOf } from '../deployment/deployment.ts';
import { GoogleRefusal } from '../google/google-refusal.ts';
import { readSubscription } from '../google/messages.ts';
import { failed, type Outcome, type SmokeContext } from './check.ts';
import { postsTo } from './service-log.ts';
import { explainUnserved } from './unserved-call.ts';

interface Untaken {
  readonly since: Instant;
  /** A sentence: what becomes of the message meanwhile. */
  readonly meanwhile: string;
}

export async function explainUntaken(context: SmokeContext, { since, meanwhile }: Untaken): Promise<Outcome> {
  const [status] = await postsTo(context, 'intake-jobs', since);
  if (status === undefined) return notPushed(context, meanwhile);
  if (status >= 400) {
    const call = { to: 'intake-jobs', by: 'Pub/Sub', status, since } as const;
    const { kind, seen, advice } = await explainUnserved(context, call);
    return { kind, seen, advice: `${advice} ${meanwhile}` };
  }
  return failed(
    'intake-jobs answers well, and logged nothing of the message',
    'Cloud Logging may be late: run this check again. If it stays so, a sink excludes what the function logs, ' +
      'or LOG_LEVEL leaves it out.',
  );
}

async function notPushed({ google, deployment }: SmokeContext, meanwhile: string): Promise<Outcome> {
  const { project, prefix } = deployment;
  const name = nameOf(deployment, 'intake');
  try {
    const { topic, pushes } = await readSubscription(google, { project, subscription: name });
    if (topic !== name)
      return failed(
        `the subscription ${name} is of another topic, ${topic}`,
        'Its topic was deleted, or replaced: run terraform apply, which makes it anew.',
      );
    if (!pushes) return failed(`the subscription ${name} does not push`, `Run terraform apply. ${meanwhile}`);
  } catch (error) {
    if (!(error instanceof GoogleRefusal) || error.kind !== 'not-found') throw error;
    return failed(
      `the topic ${name} has no subscription ${name}`,
      'Nothing takes its messages, and what is published is lost. Run terraform apply.',
    );
  }
  return failed(
    'Pub/Sub took the message, and intake-jobs saw no request',
    'Pub/Sub may not be allowed to sign as the push account: terraform apply grants its service agent ' +
      `roles/iam.serviceAccountOpenIdTokenCreator on ${prefix}-push@${project}.iam.gserviceaccount.com. Or its address ` +
      `is wrong: gcloud pubsub subscriptions describe ${name} --project ${project}. ${meanwhile}`,
  );
}
