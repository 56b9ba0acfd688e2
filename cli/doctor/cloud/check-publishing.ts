/** May the application account publish on each of Modigie's request topics? Asked as that account itself. */
import * as z from 'zod';
import { deviation, type FindingView, inOrder } from '../../../shared/api/ledger-report.ts';
import { logCommand } from '../../deployment/deployment.ts';
import { accessTokenOf, hasPermission } from '../../google/acting-as.ts';
import { GoogleRefusal } from '../../google/google-refusal.ts';
import { APPLY, type CloudCheck, type CloudContext, looked } from './cloud-check.ts';

const PERMISSION = 'pubsub.topics.publish';
/** It publishes what callers submit. */
const PUBLISHER = 'submit-jobs';

const JobTypesSchema = z.record(z.string(), z.object({ topic: z.string() }));

export const checkPublishing: CloudCheck = async (context) => {
  const { google, deployment } = context;
  const environment = (await context.services()).get(PUBLISHER)?.environment ?? new Map<string, string>();
  const topics = topicsIn(environment.get('JOB_TYPES'));
  if (topics === undefined) return [unknownTopics()];
  const account = environment.get('APPLICATION_ACCOUNT');
  if (account === undefined)
    return [unknown(context, 'the gateway acts by a key, which only its functions can read', 'a key')];
  const token = await accessTokenOf(google, { project: deployment.project, account }).catch(notAllowed);
  if (token === undefined)
    return [unknown(context, `your account may not act as ${account}, as the functions do`, 'not asked')];
  const each = topics.map((topic) => looked('publishing', () => asked(context, { topic, account, token })));
  const findings = (await Promise.all(each)).flat();
  if (findings.length > 0) return findings;
  return [inOrder('publishing', `${account} may publish on each request topic of Modigie: ${topics.length}`)];
};

function topicsIn(jobTypes: string | undefined): string[] | undefined {
  try {
    const types = JobTypesSchema.parse(JSON.parse(jobTypes ?? ''));
    return [...new Set(Object.values(types).map(({ topic }) => topic))];
  } catch {
    return undefined;
  }
}

function notAllowed(error: unknown): undefined {
  if (!(error instanceof GoogleRefusal) || !['permission', 'not-found'].includes(error.kind)) throw error;
  return undefined;
}

interface Asked {
  readonly topic: string;
  readonly account: string;
  readonly token: string;
}

async function asked(
  { google, deployment: { project } }: CloudContext,
  { topic, account, token }: Asked,
): Promise<FindingView[]> {
  if (await hasPermission(google, { project, topic, permission: PERMISSION, token })) return [];
  return [
    deviation({
      check: 'publishing',
      state: 'wrong',
      seen: `${account} may not publish on ${topic}`,
      expected: PERMISSION,
      actual: 'no permission',
      fix:
        `ask Modigie for it: gcloud pubsub topics add-iam-policy-binding ${topic} ` +
        `--member serviceAccount:${account} --role roles/pubsub.publisher`,
    }),
  ];
}

function unknown({ deployment }: CloudContext, why: string, actual: string): FindingView {
  const log = logCommand(deployment, PUBLISHER, 'jsonPayload.event="job.publish-failed"');
  return deviation({
    check: 'publishing',
    state: 'warning',
    seen: `whether Modigie's topics take requests is not known: ${why}`,
    expected: PERMISSION,
    actual,
    fix: `see that no publish was refused: ${log}`,
  });
}

function unknownTopics(): FindingView {
  return deviation({
    check: 'publishing',
    state: 'wrong',
    seen: `${PUBLISHER} is not told Modigie's topics`,
    expected: 'JOB_TYPES with the topic of each job type',
    actual: 'none that can be read',
    fix: APPLY,
  });
}
