/** Something of everything that a ledger keeps, for tests that move one. */
import { actOf, intentOf, outcomeOf } from '../shared/jobs/audit-entry.ts';
import { deadLetterOf } from '../shared/jobs/dead-letters/dead-letter-record.ts';
import { preparedErasure } from '../shared/jobs/erasures/erasure.ts';
import { later } from '../shared/jobs/instant.ts';
import type { JobRecord } from '../shared/jobs/job-record.ts';
import { openAccount } from '../shared/jobs/money/account.ts';
import type { Day } from '../shared/jobs/money/day.ts';
import { newOperation, type Operation, operationId } from '../shared/jobs/operations/operation.ts';
import type { PersonKey } from '../shared/jobs/persons/person-keys.ts';
import { tombstone } from '../shared/jobs/records.ts';
import type { Stores } from '../shared/ports/stores.ts';
import { DAY, id, MINUTE, messageIdOf, PAYLOAD, publishedRecord, received, START } from './fixtures.ts';
import { operation } from './unit/jobs/operations/samples.ts';
import {
  acceptedRecord,
  answeredRecord,
  deliveredRecord,
  HOLD,
  heldRecord,
  successorRecord,
  thirdAttempt,
} from './unit/jobs/samples.ts';

const ABOUT_ANN = JSON.stringify({
  ...PAYLOAD,
  emailAddresses: [{ emailAddress: { userFormat: 'ann@acme.example' } }],
});
export const ANN = { kind: 'email', value: 'ann@acme.example' } as const;

/** A job of each kind: waiting, out, held, ended in each way, retried, reused, erased and purged. */
export function everyJob(): JobRecord[] {
  const account = openAccount('2026-03-01' as Day, ['team=emea'], false);
  const completed = { ...answeredRecord('completed', undefined, 'completed'), account };
  return [
    {
      ...acceptedRecord('accepted'),
      payload: ABOUT_ANN,
      account,
      tags: ['team=emea', 'list=märz', 'long='.padEnd(1_400, 'x')],
      team: 'team=emea',
    },
    publishedRecord('published'),
    heldRecord('held'),
    answeredRecord('failed', 'JobFailReason', 'failed'),
    answeredRecord('processing', undefined, 'processing'),
    completed,
    { ...deliveredRecord(), requestId: id('delivered') },
    thirdAttempt(),
    successorRecord(),
    { ...completed, requestId: id('reused'), answer: null, reused: reusedOf(completed) },
    tombstone(answeredRecord('canceled', undefined, 'purged'), START),
    { ...tombstone(answeredRecord('failed', 'R', 'erased'), START), erased: true },
    // A text that no UTF-8 carries outside of an escape, and keys that programs trip over.
    { ...acceptedRecord('odd'), payload: '{"__proto__":"\\ud800","b":1e400,"a":-0}' },
  ];
}

function reusedOf({ requestId, answer }: JobRecord): JobRecord['reused'] {
  return answer && { from: requestId, eventCodes: answer.eventCodes, job: answer.job };
}

/** A filter's operation in the middle of its list: where it goes on means nothing in another store. */
export function runningOperation(): Operation {
  const asked = {
    ...operation(),
    kind: 'redeliver',
    selection: { by: 'filter', filter: { status: ['completed'], until: later(START, DAY) } },
  } as const;
  return {
    ...newOperation(asked, operationId('ops', ['running']), START),
    state: 'running',
    done: 2,
    skipped: { 'not-final': 1 },
    page: { items: ['completed'], next: 'completed', tries: 0 },
    pages: 2,
    wake: { at: later(START, MINUTE), claimed: true },
  };
}

/** Larger than two documents of Firestore. */
export const LARGE_BODY = Buffer.from(Array.from({ length: 2_000_000 }, (_, i) => (i * i) % 251));

function letters() {
  const set = (messageId: string, data: string | Buffer, minute: number) => {
    const message = {
      ...received(data, { 'a.b': '"', __proto__x: 'ünï' }),
      messageId: messageIdOf(messageId),
    };
    const why = { source: 'intake-jobs', reason: 'not-json' };
    return { letter: deadLetterOf(message, why, later(START, minute * MINUTE)), body: message.data };
  };
  return [set('m-1', '{"requestId":"lead-9"}', 1), set('m-2', LARGE_BODY, 2), set('m-3', '', 3)];
}

/** Puts something of everything into the stores of a ledger. */
export async function fillWithEverything(stores: Stores): Promise<void> {
  await stores.jobs.createAll(everyJob());
  await stores.holds.place(HOLD);
  const ended = { ...HOLD, name: 'enrich/Löwe', until: later(START, DAY) };
  await stores.holds.place(ended);
  await stores.holds.end(ended, {
    at: later(START, 5),
    by: 'crm@x.example',
    reason: null,
    ratePerMinute: 0.5,
  });
  for (let i = 0; i < 5; i += 1) {
    const of = { actor: i % 2 ? 'ops@x.example' : null, action: 'retry', target: id(`l-${i}`) } as const;
    const act = actOf({ ...of, reason: 'ünïcode' }, i);
    await stores.audit.append(intentOf(act, later(START, i)));
    await stores.audit.append(outcomeOf(act, 'retried', later(START, i + 1)));
  }
  await stores.operations.create(operation());
  await stores.operations.create(runningOperation());
  const personKeys = ['1:abcdefghijklmnopqrstuv' as PersonKey];
  for (let i = 0; i < 3; i += 1)
    await stores.erasures.create(
      preparedErasure({ personKeys, rootIds: [id('failed')], reason: `R${i}`, actor: null }, later(START, i)),
    );
  for (const { letter, body } of letters()) await stores.deadLetters.create(letter, body);
}
