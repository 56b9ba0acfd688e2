/** Does each subscription keep, push and give up messages as the gateway relies on? */
import { deviation, type FindingView, inOrder } from '../../../shared/api/ledger-report.ts';
import { nameOf } from '../../deployment/deployment.ts';
import { subscriptionSettings } from '../../google/subscriptions.ts';
import { APPLY, type CloudCheck, looked } from './cloud-check.ts';
import { settingsOf } from './subscription-settings.ts';
import { expectedSubscriptions } from './subscription-table.ts';

export const checkSubscriptions: CloudCheck = async ({ google, deployment, services }) => {
  const deployed = await services();
  const attempts = new Map<string, number>();
  const subscriptions = expectedSubscriptions(deployed);
  const each = subscriptions.map((expected) =>
    looked('subscriptions', async () => {
      const name = nameOf(deployment, expected.name);
      const found = await subscriptionSettings(google, { project: deployment.project, name });
      if (found.deadLetterPolicy) attempts.set(name, found.deadLetterPolicy.maxDeliveryAttempts);
      const pushesTo = expected.pushesTo && deployed.get(expected.pushesTo);
      return settingsOf(deployment, expected, { found, pushesTo })
        .filter((setting) => setting.expected !== setting.actual)
        .map(({ what, ...setting }) =>
          deviation({
            check: 'subscriptions',
            state: 'wrong',
            seen: `the subscription ${name} has another ${what}`,
            ...setting,
          }),
        );
    }),
  );
  const found = (await Promise.all(each)).flat();
  const findings = [...found, ...differentAttempts(attempts)];
  if (findings.length > 0) return findings;
  return [inOrder('subscriptions', `all ${subscriptions.length} subscriptions are as Terraform makes them`)];
};

/** One variable of Terraform is for all of them. */
function differentAttempts(attempts: ReadonlyMap<string, number>): FindingView[] {
  if (new Set(attempts.values()).size <= 1) return [];
  return [
    deviation({
      check: 'subscriptions',
      state: 'wrong',
      seen: 'messages are given up after different numbers of deliveries',
      expected: 'the same, as max_delivery_attempts has it',
      actual: [...attempts].map(([name, count]) => `${count} of ${name}`).join(', '),
      fix: APPLY,
    }),
  ];
}
