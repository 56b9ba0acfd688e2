/** Do messages that were set aside wait for a person? They expire unless somebody acts. */
import { deviation, inOrder } from '../../../api/ledger-report.ts';
import type { LedgerCheck } from './ledger-check.ts';

export const waitingDeadLetters: LedgerCheck = async ({ deadLetters }) => {
  const waiting = await deadLetters.count('waiting');
  if (waiting === 0) return [inOrder('dead-letters', 'no dead letter waits')];
  return [
    deviation({
      check: 'dead-letters',
      state: 'warning',
      seen: 'messages were set aside, and wait for a person',
      expected: '0',
      actual: String(waiting),
      fix:
        'npm run gateway -- dead list --state waiting --gateway "$READ" --operate "$OPERATE" (docs/operate.md, ' +
        'dead-letter)',
    }),
  ];
};
