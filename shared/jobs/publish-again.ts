import { canonicalJson } from '../protocol/canonical-json.ts';
import type { RequestForm } from '../protocol/job-request.ts';
import { end } from './ending.ts';
import type { TimerDecision } from './events.ts';
import type { JobRecord } from './job-record.ts';
import type { Moment } from './moment.ts';
import { isCertainlyUnsent, isKnownPublished, isReroutable, publishEffect } from './records.ts';
import { wakeIfUndone, wakeOnSilence } from './timers.ts';

interface Republishing {
  readonly silences: number;
  /** How the request would travel as it is configured now. */
  readonly form: RequestForm | undefined;
}

/**
 * Decides what becomes of a request that is not noted as published, or that Modigie does not answer. Only one
 * that cannot be published as it travels may travel otherwise than at first.
 */
export function publishAgain(
  record: JobRecord,
  { silences, form: configured }: Republishing,
  moment: Moment,
): TimerDecision {
  const { policy, now } = moment;
  if (now - record.quietSince >= policy.giveUpMs) {
    const status = givenUpAs(record);
    return end({ ...record, status, updatedAt: now }, { type: status }, moment);
  }
  if (record.payload === null)
    return {
      record: { ...record, wake: wakeOnSilence(record, moment), updatedAt: now },
      effects: [],
      outcome: { type: 'nothing-due' },
    };
  const { open } = record.publish;
  const form = (isReroutable(record) && configured) || record.publish.form;
  // The failure is that of the publish before: nothing is known of this one until it is noted.
  const publish = { ...record.publish, form, silences, open: open + 1, failure: null };
  const next = { ...record, publish, wake: wakeIfUndone(record, 'publish', moment), updatedAt: now };
  const type = canonicalJson(form) === canonicalJson(record.publish.form) ? 'republishing' : 'rerouted';
  return { record: next, effects: publishEffect(next), outcome: { type } };
}

/** A job that was erased before it is known to be published is not said to be unanswered. */
function givenUpAs(record: JobRecord): 'refused' | 'erased' | 'unanswered' {
  if (isCertainlyUnsent(record)) return 'refused';
  return record.erased && !isKnownPublished(record) ? 'erased' : 'unanswered';
}
