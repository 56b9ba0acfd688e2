/** An answer in the ledger that serves a submission, so that it is not paid for twice (docs/money.md). */
import type { Effect } from '../../jobs/events.ts';
import type { ReusedAnswer } from '../../jobs/job-record.ts';
import { type AskedAbout, identifiersBy, newestReusable } from '../../jobs/money/reusable.ts';
import { keysToFind } from '../../jobs/persons/person-keys.ts';
import { MAX_ALTERNATIVES } from '../../jobs/served-filter.ts';
import type { Stored } from '../../ports/job-store.ts';
import type { GatewayContext } from '../context.ts';
import { eraseAfter } from '../effects/erase-after.ts';
import type { ParsedSubmission } from './parse-submission.ts';

/** Attempts that are looked at: of a person with more, in the order of names, the rest is not known. */
const MOST_ATTEMPTS = 20;

type Asked = Pick<ParsedSubmission, 'content' | 'team' | 'reuseWithin'>;

/**
 * Looks for an answer by the keys of the person: one query, and none for a job type without a rule. Of two
 * submissions at once neither finds the other.
 * @returns the newest that serves it; undefined where none does
 * @throws StoreUnavailableError
 */
export async function findReusable(
  context: Pick<GatewayContext, 'reuse' | 'peppers' | 'store' | 'clock'>,
  { content, team, reuseWithin }: Asked,
): Promise<ReusedAnswer | undefined> {
  const { jobType, payload } = content;
  const rule = context.reuse.get(jobType);
  if (rule === undefined) return undefined;
  const days = Math.min(rule.days, reuseWithin ?? rule.days);
  const asked: AskedAbout = { jobType, payload, team, rule: { ...rule, days } };
  const keys = days === 0 ? [] : keysToFind(identifiersBy(asked), context.peppers);
  if (keys.length === 0) return undefined;
  const { found } = await context.store.findByPerson({
    keys: keys.slice(0, MAX_ALTERNATIVES),
    limit: MOST_ATTEMPTS,
  });
  return newestReusable(
    found.map(({ record }) => record),
    asked,
    context.clock.now(),
  );
}

interface Taken {
  readonly stored: Stored;
  readonly effects: readonly Effect[];
}

/**
 * Erases a copy whose original was erased while it was made: the erasure cannot have found it
 * (docs/privacy.md).
 * @throws StoreUnavailableError
 */
export async function unlessErased(context: GatewayContext, taken: Taken): Promise<Taken> {
  const { reused } = taken.stored.record;
  if (reused === null) return taken;
  const original = await context.store.get(reused.from);
  if (!original?.record.erased) return taken;
  return eraseAfter(context, { from: taken.stored, before: original.record, isWithheld: false });
}
