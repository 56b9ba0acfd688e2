/** Why an attempt that ended was sent again, will be, or is not, with the rule of the policy. */
import type { JobRecord } from '../job-record.ts';
import type { Policy, RetryRule } from '../policy.ts';
import { automaticRetry, type NoAutomaticRetry, retryRule } from '../retry-policy.ts';
import type { Explained } from './attempt.ts';
import { either, named, type Sentence, sentence } from './sentence.ts';

export function howItWasRetried({ record, moment: { policy } }: Explained): readonly Sentence[] {
  if (record.endedAt === null) return [];
  const { rule, refusal } = automaticRetry(record, policy);
  if (refusal !== undefined)
    return isBegun(record) && refusal !== 'purged' ? [] : NOT_BY_ITSELF[refusal](record, policy);
  const { attempt } = record.lineage;
  const matches = `the rule for ${inWords(rule)} matches, and this is attempt ${attempt} of ${policy.maxAttempts}.`;
  return record.wake?.for === 'retry'
    ? [sentence('retry-rule', `The policy sends it again: ${matches}`)]
    : [
        sentence(
          'retry-rule-now',
          `By the policy of now it would be sent again: ${matches} When that was decided, it was not.`,
        ),
      ];
}

/** A retry that was begun, perhaps by a person, is completed whatever the policy is. */
function isBegun({ wake }: JobRecord): boolean {
  return wake?.for === 'retry' && wake.tries > 0;
}

/** Endings that say themselves why nothing follows. */
const EXPLAINS_ITSELF: ReadonlySet<string> = new Set([
  'completed',
  'reused',
  'withdrawn',
  'erased',
  'over-budget',
]);

/** A reason without words does not compile. */
const NOT_BY_ITSELF: Readonly<
  Record<NoAutomaticRetry, (record: JobRecord, policy: Policy) => readonly Sentence[]>
> = {
  external: () => [],
  'already-retried': retried,
  'no-rule': ({ status }, { retries }) => {
    if (EXPLAINS_ITSELF.has(status)) return [];
    const rules = retries.map(inWords).join('; ') || 'there is none';
    return [sentence('no-rule', `No rule of the policy sends it again by itself. Rules: ${rules}.`)];
  },
  'attempts-used-up': (record, policy) => [
    sentence(
      'attempts-used-up',
      `It is not sent again by itself: ${ruleFor(record, policy)}, but this is attempt ` +
        `${record.lineage.attempt}, and maxAttempts is ${policy.maxAttempts}.`,
    ),
  ],
  purged: (record, policy) => [
    sentence(
      'payload-gone',
      `It is not sent again by itself: ${ruleFor(record, policy)}, but its payload is gone.`,
    ),
  ],
};

function retried(record: JobRecord, policy: Policy): Sentence[] {
  const { status, lineage } = record;
  if (status === 'completed')
    return [
      sentence(
        'retried',
        `It had been sent again as ${lineage.retriedBy} when it completed after all: its own result counts.`,
      ),
    ];
  const isByRule = retryRule(record, policy) !== undefined && lineage.attempt < policy.maxAttempts;
  const why = isByRule ? ruleFor(record, policy) : 'by hand or by another policy than that of now';
  return [sentence('retried', `It was sent again as ${lineage.retriedBy}${isByRule ? ':' : ','} ${why}.`)];
}

function ruleFor(record: JobRecord, policy: Policy): string {
  const rule = retryRule(record, policy);
  return rule ? `the policy has a rule for ${inWords(rule)}` : 'the policy has no rule for it';
}

function inWords({ status, reasonTypes }: RetryRule): string {
  return `${status} (${reasonTypes === 'any' ? 'any reason' : either(reasonTypes.map(named))})`;
}
