import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../../shared/jobs/job-record.ts';
import { tombstone, withoutText } from '../../../../shared/jobs/records.ts';
import { StoreUnavailableError } from '../../../../shared/ports/errors.ts';
import { revealedText, revealJob } from '../../../../shared/use-cases/operate/reveal-job.ts';
import { DAY, id, MINUTE, publishedRecord, START, testGateway } from '../../../fixtures.ts';
import { answeredRecord, successorRecord } from '../../jobs/samples.ts';
import { fail, store } from '../actions.ts';

const OPS = { email: 'ops@acme.example', team: 'every' as const };
const asked = { requestId: id('lead-1'), reason: 'Ticket OPS-313' };

/** A gateway with such records, which an operator has revealed. */
async function withRecords(...records: readonly JobRecord[]) {
  const gateway = testGateway();
  for (const record of records) await store(gateway, record);
  const reveal = (caller: { email: string; team: 'every' | `${string}=${string}` } = OPS) =>
    revealJob({ ...gateway, caller }, asked);
  const told = async () =>
    (await gateway.audit.list({ filter: {}, limit: 99 })).entries
      .toReversed()
      .map(({ actor, action, target, outcome, reason }) => [actor, action, target, outcome, reason]);
  return { gateway, reveal, told };
}

const shown = (record: JobRecord) => JSON.parse(revealedText(record));

describe('a reveal', () => {
  it('gives what was sent and what came, once it is told who looked and why', async () => {
    const record = answeredRecord('completed');
    const { gateway, reveal, told } = await withRecords(record);
    expect(await reveal()).toEqual({ kind: 'revealed', record });
    expect(await told()).toEqual([
      [OPS.email, 'reveal', 'lead-1', null, asked.reason],
      [OPS.email, 'reveal', 'lead-1', 'revealed', asked.reason],
    ]);
    const intent = gateway.events.find(({ name }) => name === 'audit.intent');
    expect(intent?.fields).toMatchObject({ requestId: 'lead-1', action: 'reveal' });
  });

  it('that cannot be told gives nothing', async () => {
    const { gateway, reveal } = await withRecords(answeredRecord('completed'));
    gateway.audit.append = () => Promise.reject(new StoreUnavailableError());
    await expect(reveal()).rejects.toThrow(StoreUnavailableError);
  });

  it('is told each time, also where a call is repeated: what was shown went out again', async () => {
    const { gateway, reveal, told } = await withRecords(answeredRecord('completed'));
    await reveal();
    gateway.clock.time = later(gateway.clock.time, 1);
    await reveal();
    await revealJob({ ...gateway, caller: OPS }, { ...asked, reason: 'Ticket OPS-314' });
    expect(await told()).toHaveLength(6);
  });

  it('changes nothing', async () => {
    const { gateway, reveal } = await withRecords(answeredRecord('completed'));
    for (const write of ['create', 'replace'] as const) fail(gateway, write);
    expect((await reveal()).kind).toBe('revealed');
    expect(gateway.published.sent).toEqual([]);
  });

  it('of a root is one of the attempt by which its lineage is told', async () => {
    const root = answeredRecord('failed');
    const retried = { ...root, lineage: { ...root.lineage, retriedBy: id('lead-1~2') }, wake: null };
    const { reveal, told } = await withRecords(retried, successorRecord());
    expect(await reveal()).toMatchObject({ record: { requestId: 'lead-1~2' } });
    expect((await told()).map(([, , target]) => target)).toEqual(['lead-1~2', 'lead-1~2']);
  });

  it('of an unknown job is none, and nothing is told', async () => {
    const { reveal, told } = await withRecords();
    expect(await reveal()).toEqual({ kind: 'not-found' });
    expect(await told()).toEqual([]);
  });

  it('of what is gone is told as such', async () => {
    const record = tombstone(answeredRecord('completed'), later(START, 40 * DAY));
    const { reveal, told } = await withRecords(record);
    expect(await reveal()).toEqual({ kind: 'nothing-left', record });
    expect((await told()).map(([, , , outcome]) => outcome)).toEqual([null, 'nothing-left']);
  });
});

describe('what is revealed', () => {
  it('is text for text what was sent and what came: no number is damaged', () => {
    const record = answeredRecord('completed');
    const payload = '{"big":9007199254740993, "exact":1.10}';
    const job = '{"n":1e400 }';
    const answer = record.answer && { ...record.answer, job };
    expect(revealedText({ ...record, payload, answer })).toBe(
      `{"requestId":"lead-1","reason":null,"payload":${payload},"job":${job}}`,
    );
  });

  it('has no job before Modigie answers; where an answer is reused, that of the job that was paid for', () => {
    const record = publishedRecord();
    expect(shown(record)).toEqual({
      requestId: 'lead-1',
      reason: null,
      payload: JSON.parse(record.payload ?? ''),
      job: null,
    });
    const reused = { from: id('lead-0'), eventCodes: {}, job: '{"id":"lead-0"}' };
    expect(shown({ ...record, reused })).toMatchObject({ reason: null, job: { id: 'lead-0' } });
  });

  const ended = answeredRecord('completed');
  const erasedAt = later(START, MINUTE);
  it.each<[string, JobRecord, boolean]>([
    ['purged', tombstone(ended, erasedAt), false],
    ['erased', { ...withoutText(ended), erased: true }, false],
    ['erased', { ...tombstone(ended, erasedAt), erased: true }, false],
    ['external', { ...ended, payload: null, origin: 'external' }, true],
    ['purged', tombstone({ ...ended, origin: 'external' }, erasedAt), false],
  ])('says why there is no payload: %s', (reason, record, hasJob) => {
    const { payload, job, ...rest } = shown(record);
    expect([payload, job !== null, rest]).toEqual([null, hasJob, { requestId: 'lead-1', reason }]);
  });
});
