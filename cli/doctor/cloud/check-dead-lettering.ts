/** May Pub/Sub itself move what nobody acknowledges? Without its two grants it silently does not. */
import { deviation, type FindingView, inOrder } from '../../../shared/api/ledger-report.ts';
import { nameOf } from '../../deployment/deployment.ts';
import { pubSubGrants } from '../../google/subscriptions.ts';
import { hasWarehouse } from './check-warehouse.ts';
import { APPLY, type CloudCheck, type CloudContext, looked, type Services } from './cloud-check.ts';
import { expectedSubscriptions, WAREHOUSE_SUBSCRIPTIONS } from './subscription-table.ts';

interface Needed {
  readonly kind: 'topic' | 'subscription';
  readonly name: string;
  readonly role: string;
}

export const checkDeadLettering: CloudCheck = async (context) => {
  const services = await context.services();
  const number = projectNumber(services);
  if (number === undefined) return [unknownNumber(context)];
  const agent = `serviceAccount:service-${number}@gcp-sa-pubsub.iam.gserviceaccount.com`;
  const needed = neededGrants(context, services);
  const each = needed.map((grant) => looked('dead-lettering', () => granted(context, grant, agent)));
  const findings = (await Promise.all(each)).flat();
  if (findings.length > 0) return findings;
  return [inOrder('dead-lettering', `Pub/Sub has all ${needed.length} grants that it moves messages by`)];
};

/** Several give up to one topic, on which one grant is for all. */
function neededGrants({ deployment }: CloudContext, services: Services): Needed[] {
  const warehouse = hasWarehouse(services) ? WAREHOUSE_SUBSCRIPTIONS : [];
  const givingUp = [...expectedSubscriptions(services), ...warehouse].flatMap(({ name, undeliveredTo }) =>
    undeliveredTo === undefined ? [] : [{ name, undeliveredTo }],
  );
  const topics = new Set(givingUp.map(({ undeliveredTo }) => nameOf(deployment, undeliveredTo)));
  return [
    ...[...topics].map((name) => ({ kind: 'topic', name, role: 'roles/pubsub.publisher' }) as const),
    ...givingUp.map(
      ({ name }) =>
        ({ kind: 'subscription', name: nameOf(deployment, name), role: 'roles/pubsub.subscriber' }) as const,
    ),
  ];
}

async function granted(
  { google, deployment: { project } }: CloudContext,
  { kind, name, role }: Needed,
  agent: string,
): Promise<FindingView[]> {
  const grants = await pubSubGrants(google, { project, kind, name });
  if (grants.some((grant) => grant.member === agent && grant.role === role)) return [];
  const have = grants.filter(({ member }) => member === agent).map((grant) => grant.role);
  return [
    deviation({
      check: 'dead-lettering',
      state: 'wrong',
      seen: `Pub/Sub may not move what nobody acknowledges: it lacks a role on the ${kind} ${name}`,
      expected: role,
      actual: have.join(', ') || 'none',
      fix:
        `gcloud pubsub ${kind}s add-iam-policy-binding ${name} --member ${agent} --role ${role} ` +
        `--project ${project}`,
    }),
  ];
}

/** Functions are told it in the audience of their caller's tokens, `https://NAME-NUMBER.REGION.run.app`. */
function projectNumber(services: Services): string | undefined {
  return [...services.values()]
    .map(({ environment }) => numberIn(environment.get('PUSH_AUDIENCE') ?? ''))
    .find((number) => number !== undefined);
}

function numberIn(audience: string): string | undefined {
  if (!audience.endsWith('.run.app')) return undefined;
  const number = audience.split('.', 1)[0]?.split('-').at(-1) ?? '';
  return /^\d+$/.test(number) ? number : undefined;
}

function unknownNumber({ deployment: { project } }: CloudContext): FindingView {
  return deviation({
    check: 'dead-lettering',
    state: 'wrong',
    seen: `the grants of Pub/Sub cannot be looked for: no function tells the number of ${project}`,
    expected: 'the number in PUSH_AUDIENCE of a function that Google calls',
    actual: 'none',
    fix: APPLY,
  });
}
