/** Whether Modigie charged for a lead, as its job tells. */
import type { Job } from '../../../client/index.ts';
import { toneOf } from '../../parts/tones.ts';

/** @returns the charge in a sentence; its day is that of Modigie's own time, as on the invoice */
export function chargeOf({ status, history, version, reusedFrom }: Job): string {
  switch (status) {
    case 'completed': {
      const end = history.find((entry) => entry.status === status)?.at ?? version;
      return `Charged${end === null ? '' : ` on ${end.slice(0, 10)} (UTC)`}.`;
    }
    case 'reused':
      return `Not charged: the answer to ${reusedFrom ?? 'an earlier job'} served it.`;
    case 'unanswered':
      return 'Perhaps charged: Modigie never said how it ended.';
    default:
      return toneOf(status) === 'waiting' ? 'Charged if it completes.' : 'Not charged.';
  }
}
