/** Is work done when it is due? Each sweep claims what is due by moving its timer ahead. */
import { deviation, inOrder } from '../../../api/ledger-report.ts';
import { later } from '../../../jobs/instant.ts';
import type { WakeFor } from '../../../jobs/job-record.ts';
import type { LedgerCheck } from './ledger-check.ts';

/** The sweep runs each minute; a timer that is due for longer has been left by several. */
const OVERDUE_MINUTES = 10;

/** The work of each timer, as told after a number. */
const WORK: Readonly<Record<WakeFor, string>> = {
  publish: 'to publish a request',
  silence: 'to ask again after a silence',
  retry: 'to retry',
  deliver: 'to deliver a result',
  purge: 'to purge',
};
const PURPOSES = Object.keys(WORK) as readonly WakeFor[];

export const overdueTimers: LedgerCheck = async ({ store }, now) => {
  const dueBy = later(now, -OVERDUE_MINUTES * 60_000);
  const counts = await Promise.all(PURPOSES.map((purpose) => store.countTimers({ purpose, dueBy })));
  const overdue = PURPOSES.flatMap((purpose, i) => (counts[i] ? [`${counts[i]} ${WORK[purpose]}`] : []));
  const none = `no timer has been due for more than ${OVERDUE_MINUTES} minutes`;
  if (overdue.length === 0) return [inOrder('overdue-timers', none)];
  return [
    deviation({
      check: 'overdue-timers',
      state: 'wrong',
      seen: `timers have been due for more than ${OVERDUE_MINUTES} minutes`,
      expected: none,
      actual: overdue.join(', '),
      fix:
        'see that the sweep runs: npm run gateway -- smoke --project PROJECT --only sweep (docs/operate.md, ' +
        'no-sweep and sweep-behind); with a sweep_schedule that runs less often, wait for the next sweep',
    }),
  ];
};
