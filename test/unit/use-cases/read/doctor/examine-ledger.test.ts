import { describe, expect, it } from 'vitest';
import type { FindingView } from '../../../../../shared/api/ledger-report.ts';
import { LIMITS } from '../../../../../shared/api/limits.ts';
import type { Hold } from '../../../../../shared/jobs/holds/hold.ts';
import { later } from '../../../../../shared/jobs/instant.ts';
import type { JobRecord, WakeFor } from '../../../../../shared/jobs/job-record.ts';
import { wakeAt } from '../../../../../shared/jobs/timers.ts';
import { deadLetter } from '../../../../../shared/use-cases/dead-letter.ts';
import { dropDeadLetter } from '../../../../../shared/use-cases/operate/dead-letters/drop-dead-letter.ts';
import { examineLedger } from '../../../../../shared/use-cases/read/doctor/examine-ledger.ts';
import { MINUTE, publishedRecord, received, START, testGateway } from '../../../../fixtures.ts';
import { store } from '../../actions.ts';

/** A ledger of these records, and what is found in it a day after the tests begin. */
async function examined(...records: readonly JobRecord[]) {
  const gateway = testGateway();
  for (const record of records) await store(gateway, record);
  gateway.clock.time = NOW;
  const { findings } = await examineLedger(gateway);
  return (check: string) => findings.filter((finding) => finding.check === check);
}

const NOW = later(START, 24 * 60 * MINUTE);

/** A published job whose timer for a purpose was due so many minutes before NOW. */
function due(requestId: string, purpose: WakeFor, minutes: number): JobRecord {
  return { ...publishedRecord(requestId), wake: wakeAt(requestId, purpose, later(NOW, -minutes * MINUTE)) };
}

const states = (findings: readonly FindingView[]) => findings.map(({ state }) => state);

describe('a ledger that is as it should be', () => {
  it('has one finding of each check, and none that anything has to be done about', async () => {
    const gateway = testGateway();
    await store(gateway, publishedRecord('a'));
    expect(await examineLedger(gateway)).toEqual({
      asOf: '2026-03-01T00:00:00.000Z',
      findings: [
        ['overdue-timers', 'no timer has been due for more than 10 minutes'],
        ['timers-of-live-jobs', 'each has its timer: 1 live job looked at'],
        ['readable-records', 'each can be read: 1 live job looked at'],
        ['undelivered-results', 'no result waits to be delivered'],
        ['old-holds', 'no hold is older than a day: 0 in force'],
        ['dead-letters', 'no dead letter waits'],
      ].map(([check, seen]) => ({ check, state: 'ok', seen, expected: null, actual: null, fix: null })),
    });
  });
});

describe('timers that are due', () => {
  it('are no fault for ten minutes, the last of which counts as overdue', async () => {
    const [young, old] = [await examined(due('a', 'retry', 9)), await examined(due('a', 'retry', 10))];
    expect(states(young('overdue-timers'))).toEqual(['ok']);
    expect(states(old('overdue-timers'))).toEqual(['wrong']);
  });

  it('are told by what they are for', async () => {
    const found = await examined(due('a', 'purge', 11), due('b', 'publish', 700), due('c', 'publish', 20));
    expect(found('overdue-timers')).toMatchObject([
      { state: 'wrong', actual: '2 to publish a request, 1 to purge', fix: expect.stringContaining('sweep') },
    ]);
  });
});

describe('live jobs', () => {
  it('without a timer are named, whatever Modigie has said of them', async () => {
    const forgotten = ['published', 'processing', 'accepted', 'created'].map((status, i) => ({
      ...publishedRecord(`f-${i}`),
      status: status as JobRecord['status'],
      wake: null,
    }));
    const [finding, ...others] = (await examined(publishedRecord('a'), ...forgotten))('timers-of-live-jobs');
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      state: 'wrong',
      seen: 'jobs are under way and have no timer: 5 live jobs looked at',
      actual: '4: f-0, f-1, f-2 and 1 more',
    });
  });

  it('are no purged ones, nor such as have ended', async () => {
    const found = await examined(
      { ...publishedRecord('external'), origin: 'external', wake: null, purgedAt: START },
      { ...publishedRecord('ended'), status: 'unanswered', wake: null, endedAt: START, purgedAt: START },
    );
    expect(found('timers-of-live-jobs')).toMatchObject([
      { state: 'ok', seen: 'each has its timer: 1 live job looked at' },
    ]);
  });

  it('are looked at up to a limit, in pages that fit into memory, and it is said that there are more', async () => {
    const gateway = testGateway();
    const limits: number[] = [];
    const list: typeof gateway.store.list = async ({ limit, after }) => {
      limits.push(limit);
      const changedAt = later(START, (after?.changedAt ?? START) - START + 1);
      const next = { requestId: publishedRecord('x').requestId, changedAt };
      return { listed: [], next, scanned: limit, unreadable: [] };
    };
    const { findings } = await examineLedger({ ...gateway, store: Object.assign(gateway.store, { list }) });
    expect(findings.map(({ seen }) => seen)).toContain(
      `each has its timer: ${LIMITS.scannedJobs} live jobs looked at, the first by name`,
    );
    expect(limits).toEqual(Array.from({ length: LIMITS.scannedJobs / 100 }, () => 100));
  });

  it('that cannot be read are told by why, and hide no other', async () => {
    const gateway = testGateway();
    await store(gateway, { ...publishedRecord('forgotten'), wake: null });
    const { list } = gateway.store;
    const unreadable = [
      { requestId: 'new', reason: 'newer-format' },
      { requestId: 'bad', reason: 'malformed' },
    ] as const;
    Object.assign(gateway.store, {
      list: async (query: never) => ({ ...(await list.call(gateway.store, query)), scanned: 3, unreadable }),
    });
    const { findings } = await examineLedger(gateway);
    expect(findings.filter(({ state }) => state === 'wrong')).toMatchObject([
      { check: 'timers-of-live-jobs', actual: '1: forgotten' },
      { check: 'readable-records', actual: '1 newer-format: new; 1 malformed: bad' },
    ]);
  });
});

describe('results that wait to be delivered', () => {
  it('are to be looked at again, those that are not due as well', async () => {
    const found = await examined(due('a', 'deliver', 1), due('b', 'deliver', -5));
    expect(found('undelivered-results')).toMatchObject([
      { state: 'warning', actual: '2, of which 1 are due now' },
    ]);
  });
});

describe('what waits for a person', () => {
  const hold = (name: string, hours: number, ended: Hold['ended'] = null): Hold => ({
    name,
    origin: 'operator',
    by: 'ops@acme.example',
    reason: null,
    since: later(NOW, -hours * 60 * MINUTE),
    until: null,
    ended,
  });

  it('is a hold in force for a day and more, and no other', async () => {
    const gateway = testGateway();
    gateway.clock.time = NOW;
    const over = { at: NOW, by: null, reason: null, ratePerMinute: null };
    const list = async () => [hold('a', 23), hold('b', 24), hold('c', 48, over)];
    const found = (await examineLedger({ ...gateway, holds: { list } })).findings;
    expect(found.filter(({ check }) => check === 'old-holds')).toMatchObject([
      {
        state: 'warning',
        seen: expect.stringContaining('the hold b is older than a day'),
        actual: 'in force since 2026-03-01T00:00:00.000Z, placed by ops@acme.example',
        fix: expect.stringContaining("holds release 'b'"),
      },
    ]);
  });

  it('is a dead letter, until it is redriven or dropped', async () => {
    const gateway = testGateway();
    for (const text of ['a', 'b'])
      await deadLetter(gateway, received(text), { source: 'intake-jobs', reason: 'not-json' });
    const told = async () =>
      (await examineLedger(gateway)).findings
        .filter(({ check }) => check === 'dead-letters')
        .map(({ state, actual }) => [state, actual]);
    expect(await told()).toEqual([['warning', '2']]);
    for (const { letter } of gateway.deadLetters.kept())
      await dropDeadLetter(gateway, { id: letter.id, reason: null });
    expect(await told()).toEqual([['ok', null]]);
  });
});
