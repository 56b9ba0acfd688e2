/** Is a hold forgotten? Jobs of its type are accepted and not published, for as long as it is in force. */
import { deviation, inOrder } from '../../../api/ledger-report.ts';
import { isInForce } from '../../../jobs/holds/hold.ts';
import { later, rfc3339 } from '../../../jobs/instant.ts';
import type { LedgerCheck } from './ledger-check.ts';

const OLD_MS = 86_400_000;

export const oldHolds: LedgerCheck = async ({ holds }, now) => {
  const inForce = (await holds.list()).filter(isInForce);
  const old = inForce.filter(({ since }) => since <= later(now, -OLD_MS));
  if (old.length === 0)
    return [inOrder('old-holds', `no hold is older than a day: ${inForce.length} in force`)];
  return old.map(({ name, since, by, origin }) =>
    deviation({
      check: 'old-holds',
      state: 'warning',
      seen: `the hold ${name} is older than a day: jobs are accepted, and not published`,
      expected: 'a hold that somebody knows of',
      actual: `in force since ${rfc3339(since)}, placed by ${by ?? origin}`,
      fix:
        `npm run gateway -- holds release '${name}' --gateway "$READ" --operate "$OPERATE", once it is not ` +
        'needed any more',
    }),
  );
};
