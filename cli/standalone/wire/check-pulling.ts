/** May the account pull from each response subscription, and is it one to pull from? Nothing is pulled. */
import * as z from 'zod';
import { deviation, type FindingView, inOrder } from '../../../shared/api/ledger-report.ts';
import type { PubSubCall } from './pubsub-call.ts';
import { pathOf, type Standing, standingOn } from './standing.ts';
import { type Asking, notTaken, told } from './wire-finding.ts';

const PERMISSION = 'pubsub.subscriptions.consume';

/** https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions */
const SettingsSchema = z.object({
  topic: z.string().default(''),
  detached: z.boolean().default(false),
  pushConfig: z.object({ pushEndpoint: z.string().default('') }).default({ pushEndpoint: '' }),
  bigqueryConfig: z.unknown().optional(),
  cloudStorageConfig: z.unknown().optional(),
});

/** Why nothing can be pulled; `unknown` where the account may not see the settings. */
type Kind = 'pull' | 'push' | 'export' | 'without-topic' | 'unknown';

/** @returns a finding for each subscription that cannot be used, or one for all */
export async function checkSubscriptions(
  call: PubSubCall,
  subscriptions: readonly string[],
  who: Asking,
): Promise<FindingView[]> {
  let unknown = 0;
  const judge = async (name: string): Promise<FindingView[]> => {
    const standing = await standingOn(call, name, PERMISSION);
    if (standing !== 'granted') return [withoutStanding(standing, name, who)];
    const kind = await kindOf(call, name);
    unknown += kind === 'unknown' ? 1 : 0;
    return kind === 'pull' || kind === 'unknown' ? [] : [ofOtherKind(kind, name)];
  };
  const judged = subscriptions.map((name) => told('subscriptions', name, () => judge(name)));
  const faults = (await Promise.all(judged)).flat();
  if (faults.length > 0) return faults;
  const unseen = unknown === 0 ? '' : '; that none of them pushes shows when it is pulled for the first time';
  return [
    inOrder(
      'subscriptions',
      `${who.name} may pull from each response subscription: ${subscriptions.length}${unseen}`,
    ),
  ];
}

/** A subscriber may not see the settings (roles/pubsub.subscriber has no pubsub.subscriptions.get). */
async function kindOf(call: PubSubCall, name: string): Promise<Kind> {
  const { status, body } = await call(pathOf(name));
  if (status !== 200) return (await isNotPulled(call, name)) ? 'push' : 'unknown';
  const settings = SettingsSchema.parse(body);
  if (settings.pushConfig.pushEndpoint !== '') return 'push';
  if (settings.bigqueryConfig !== undefined || settings.cloudStorageConfig !== undefined) return 'export';
  return settings.detached || settings.topic === '_deleted-topic_' ? 'without-topic' : 'pull';
}

/**
 * Pub/Sub says of a method for pulling that it "is not supported for push subscriptions"
 * (FAILED_PRECONDITION). This one asks for a message that there is not, and so changes nothing.
 */
async function isNotPulled(call: PubSubCall, name: string): Promise<boolean> {
  const nothing = { ackIds: ['none'], ackDeadlineSeconds: 0 };
  const { fault, told: words } = await call(`${pathOf(name)}:modifyAckDeadline`, nothing);
  return fault === 'FAILED_PRECONDITION' && /not supported/i.test(words);
}

function withoutStanding(standing: Exclude<Standing, 'granted'>, name: string, who: Asking): FindingView {
  if (standing === 'not-taken') return notTaken(name, who);
  const isMissing = standing === 'missing';
  return deviation({
    check: 'subscriptions',
    state: 'wrong',
    seen: isMissing ? `there is no subscription ${name}` : `${who.name} may not pull from ${name}`,
    expected: PERMISSION,
    actual: isMissing ? 'no such subscription, or none that the account is told of' : 'no permission',
    fix: isMissing
      ? 'see that responseSubscriptions has the name that Modigie gave you, with its project'
      : `ask Modigie for it: gcloud pubsub subscriptions add-iam-policy-binding ${name} ` +
        `--member serviceAccount:${who.account ?? 'ACCOUNT'} --role roles/pubsub.subscriber`,
  });
}

const OTHER_KINDS: Readonly<
  Record<Exclude<Kind, 'pull' | 'unknown'>, readonly [seen: string, actual: string]>
> = {
  push: ['is a push subscription, from which nothing can be pulled', 'one that pushes'],
  export: ['writes its messages elsewhere, and nothing can be pulled from it', 'one that exports'],
  'without-topic': ['has lost its topic: no answer will ever come by it', 'one whose topic was deleted'],
};

function ofOtherKind(kind: keyof typeof OTHER_KINDS, name: string): FindingView {
  const [seen, actual] = OTHER_KINDS[kind];
  return deviation({
    check: 'subscriptions',
    state: 'wrong',
    seen: `${name} ${seen}`,
    expected: 'a pull subscription',
    actual,
    fix: 'ask Modigie for the pull subscription of the job type, and name it in responseSubscriptions',
  });
}
