/** May the account publish on each request topic? Nothing is published. */
import { deviation, type FindingView, inOrder } from '../../../shared/api/ledger-report.ts';
import type { PubSubCall } from './pubsub-call.ts';
import { type Standing, standingOn } from './standing.ts';
import { type Asking, notTaken, told } from './wire-finding.ts';

const PERMISSION = 'pubsub.topics.publish';

interface Topics {
  /** Full names. */
  readonly topics: readonly string[];
  /** The member of the configuration that names them. */
  readonly member: 'jobTypes' | 'results';
  /** The party that may let the account publish there. */
  readonly owner: string;
}

/** @returns a finding for each topic that cannot be used, or one for all */
export async function checkTopics(
  call: PubSubCall,
  { topics, member, owner }: Topics,
  who: Asking,
): Promise<FindingView[]> {
  const check = member === 'jobTypes' ? 'topics' : 'results-topic';
  const judged = topics.map((topic) =>
    told(check, topic, async () => faultOf(await standingOn(call, topic, PERMISSION), topic)),
  );
  const faults = (await Promise.all(judged)).flat();
  if (faults.length > 0) return faults;
  const which = member === 'jobTypes' ? `each request topic: ${topics.length}` : 'the topic of results';
  return [inOrder(check, `${who.name} may publish on ${which}`)];

  function faultOf(standing: Standing, topic: string): FindingView[] {
    if (standing === 'granted') return [];
    if (standing === 'not-taken') return [notTaken(topic, who)];
    const isMissing = standing === 'missing';
    return [
      deviation({
        check,
        state: 'wrong',
        seen: isMissing ? `there is no topic ${topic}` : `${who.name} may not publish on ${topic}`,
        expected: PERMISSION,
        actual: isMissing ? 'no such topic, or none that the account is told of' : 'no permission',
        fix: isMissing
          ? `see that ${member} has the name that ${owner} gave you, with its project`
          : `ask ${owner} for it: gcloud pubsub topics add-iam-policy-binding ${topic} ` +
            `--member serviceAccount:${who.account ?? 'ACCOUNT'} --role roles/pubsub.publisher`,
      }),
    ];
  }
}
