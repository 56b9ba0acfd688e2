/** A lineage in sentences: what happened, what is due next and when, what would change it. */
import { type Hold, holdOf, isInForce } from '../holds/hold.ts';
import type { JobRecord } from '../job-record.ts';
import { tellingAttempt } from '../lineage.ts';
import type { Moment } from '../moment.ts';
import type { Explained } from './attempt.ts';
import { dueNext } from './due-next.ts';
import { howItWasRetried } from './how-it-was-retried.ts';
import { type Sentence, sentence, sentenceIf } from './sentence.ts';
import { whatChangesIt } from './what-changes-it.ts';
import { whatHappened } from './what-happened.ts';
import { whatHoldsIt, whatReleasesIt } from './what-holds-it.ts';
import { whatIsIgnored } from './what-is-ignored.ts';
import { whatWasDelivered } from './what-was-delivered.ts';

/**
 * Explains a job to an operator. The same arguments give the same sentences: no clock, no I/O.
 * @param lineage attempts of one lineage, oldest first: all of them, or a later one alone
 * @param moment with the policy of now, by which all that is still to be decided will be, and the holds
 * @returns for each attempt what happened, why it was retried or not, what is due next and what would change
 * that; last, what is not stored. Each attempt with a timer has one sentence `due-…`, at the timer's instant
 */
export function explain(
  lineage: readonly JobRecord[],
  { holds = [], ...moment }: Moment & { readonly holds?: readonly Hold[] },
): readonly Sentence[] {
  const completedAs = lineage.findLast(({ status }) => status === 'completed')?.requestId ?? null;
  return [
    ...sentenceIf(lineage.length > 1, () => toldBy(lineage)),
    ...lineage.flatMap((record) => {
      const hold = record.jobType === null ? undefined : holdOf(holds, record.jobType);
      const releasing = holds.find((one) => one.name === record.held && !isInForce(one));
      return explainAttempt({ record, moment, completedAs, hold, releasing });
    }),
    ...whatIsIgnored(lineage, moment.policy),
  ];
}

function explainAttempt(attempt: Explained): Sentence[] {
  return [
    ...whatHappened(attempt.record),
    ...whatHoldsIt(attempt),
    ...howItWasRetried(attempt),
    ...whatWasDelivered(attempt.record),
    dueNext(attempt),
    ...whatReleasesIt(attempt),
    ...whatChangesIt(attempt),
  ];
}

function toldBy(lineage: readonly JobRecord[]): Sentence {
  const telling = tellingAttempt(lineage.map((record) => ({ record })))?.record;
  const told = telling ? `; it is told by ${telling.requestId}, which is ${telling.status}` : '';
  return sentence('told-by', `The lead has ${lineage.length} attempts${told}.`);
}
