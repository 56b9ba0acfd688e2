/** Does each alert reach a person? */
import { deviation, inOrder } from '../../../shared/api/ledger-report.ts';
import { lookAtAlerts } from '../../deployment/alerts.ts';
import type { CloudCheck } from './cloud-check.ts';

export const checkAlerts: CloudCheck = async ({ google, deployment }) => {
  const { policies, channels, faults } = await lookAtAlerts(google, deployment);
  if (faults.length === 0) {
    const ways = channels.map(({ title }) => title).join(', ');
    return [inOrder('alerts', `${policies.length} alerts are on, and go to ${ways}`)];
  }
  return faults.map(({ seen, remedy }) =>
    deviation({
      check: 'alerts',
      state: 'wrong',
      seen: 'not each alert reaches a person',
      expected: 'each is on, and goes to a channel that works',
      actual: seen,
      fix: remedy,
    }),
  );
};
