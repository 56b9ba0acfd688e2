/** Do results go out? A timer to deliver stands from a job's end until its result is published. */
import { deviation, inOrder } from '../../../api/ledger-report.ts';
import type { LedgerCheck } from './ledger-check.ts';

export const undeliveredResults: LedgerCheck = async ({ store }, now) => {
  const [waiting, due] = await Promise.all([
    store.countTimers({ purpose: 'deliver' }),
    store.countTimers({ purpose: 'deliver', dueBy: now }),
  ]);
  if (waiting === 0) return [inOrder('undelivered-results', 'no result waits to be delivered')];
  return [
    deviation({
      check: 'undelivered-results',
      state: 'warning',
      seen: 'results wait to be delivered; those of jobs that end just now are among them',
      expected: '0, or few that are gone at the next look',
      actual: `${waiting}, of which ${due} are due now`,
      fix: 'look again in a minute; if there are more, the results topic takes nothing (docs/operate.md, delivery)',
    }),
  ];
};
