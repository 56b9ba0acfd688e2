import { describe, expect, it } from 'vitest';
import { DEFAULT_DIGEST, rulesOf } from '../../../../shared/digest/digest-policy.ts';
import { instant } from '../../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../../shared/jobs/job-record.ts';
import { RecordUnreadableError } from '../../../../shared/ports/errors.ts';
import { digestJob, digestRecord } from '../../../../shared/use-cases/read/digest-job.ts';
import { id, publishedRecord, testGateway } from '../../../fixtures.ts';
import { given } from '../../jobs/given.ts';
import { answered } from '../../jobs/samples.ts';
import { store } from '../actions.ts';

const SOURCE = { objectSystem: 'hubspot', objectType: 'contact', objectId: '88213' };
const PAYLOAD = { person: { firstName: 'Ann', source: SOURCE } };
const MOBILE = {
  phoneNumber: { userFormat: '+1 303-555-0142', e164Format: '+13035550142' },
  phoneType: 'mobile',
};

/** A lead that has completed, with the contact that it is of. */
function completed(requestId = 'lead-1'): JobRecord {
  const record = { ...publishedRecord(requestId), payload: JSON.stringify(PAYLOAD) };
  const payload = { ...PAYLOAD, phoneNumbers: [MOBILE] };
  const events = { appendMobile: { code: 'appended' } };
  return given(record).when(answered({ id: requestId, status: 'completed', events, payload })).record;
}

const reading = async (record: JobRecord) => {
  const gateway = testGateway();
  await store(gateway, record);
  return digestJob(gateway, record.requestId);
};

describe('digesting a job', () => {
  it('gives its facts, decisions and patches, by the payload as it was sent', async () => {
    expect(await reading(completed())).toMatchObject({
      requestId: 'lead-1',
      status: 'completed',
      digest: {
        facts: { mobile: { e164: '+13035550142' } },
        decisions: [{ field: 'mobile', action: 'set' }],
        patches: [{ crm: 'hubspot', input: { id: '88213', properties: { mobilephone: '+13035550142' } } }],
      },
      reason: null,
    });
  });

  it('goes by the policy of the gateway, where it has one', async () => {
    const gateway = testGateway();
    await store(gateway, completed());
    const rules = new Map([['appendMobile.appended', rulesOf({ mobile: 'flag' })]]);
    const digested = await digestJob({ ...gateway, digest: { ...DEFAULT_DIGEST, rules } }, id('lead-1'));
    expect(digested?.digest).toMatchObject({ decisions: [{ action: 'flag' }], patches: [] });
  });

  it('says why a job has none', async () => {
    const reasonOf = async (record: JobRecord) => (await reading(record))?.reason;
    const record = completed();
    const emptied = { ...record, payload: null, answer: record.answer && { ...record.answer, job: null } };
    expect(await reasonOf(publishedRecord('lead-1'))).toBe('not-completed');
    expect(await reasonOf({ ...record, status: 'failed' })).toBe('not-completed');
    expect(await reasonOf({ ...emptied, purgedAt: instant(5) })).toBe('purged');
    expect(await reasonOf({ ...emptied, purgedAt: instant(5), erased: true })).toBe('erased');
    expect(await reasonOf(emptied)).toBe('no-payload');
  });

  it('answers by a root for its lineage, and by a later attempt for itself', async () => {
    const gateway = testGateway();
    const place = { rootId: id('lead-1'), attempt: 1, retryOf: null, retriedBy: id('lead-1~2') };
    await store(gateway, { ...publishedRecord('lead-1'), status: 'failed', lineage: place });
    const next = { rootId: id('lead-1'), attempt: 2, retryOf: id('lead-1'), retriedBy: null };
    await store(gateway, { ...completed('lead-1~2'), lineage: next });
    for (const asked of ['lead-1', 'lead-1~2'])
      expect(await digestJob(gateway, id(asked))).toMatchObject({ requestId: 'lead-1~2', reason: null });
    expect(await digestJob(gateway, id('nobody'))).toBeUndefined();
  });

  it('refuses a lineage with a part that cannot be read', async () => {
    const gateway = testGateway();
    const getMany = async () => [{ requestId: id('lead-1'), reason: 'malformed' as const }];
    Object.assign(gateway.store, { getMany });
    await expect(digestJob(gateway, id('lead-1'))).rejects.toThrow(RecordUnreadableError);
  });
});

describe('the digest of a record', () => {
  it('is made of an answer that serves it, with the sources of its own payload', () => {
    const { answer, ...record } = completed();
    const other = JSON.stringify({ ...JSON.parse(answer?.job ?? '{}'), updateTime: '2026-01-01T00:00:00Z' });
    const reused = { from: id('other'), eventCodes: answer?.eventCodes ?? {}, job: other };
    const { digest } = digestRecord({ ...record, status: 'reused', answer: null, reused }, DEFAULT_DIGEST);
    expect(digest?.patches).toMatchObject([
      { version: '2026-01-01T00:00:00.000000Z', input: { id: '88213' } },
    ]);
  });

  it('is made without a throw of text that a person has spoilt', () => {
    const record = completed();
    const spoilt = { ...record, payload: '{', answer: record.answer && { ...record.answer, job: '{' } };
    expect(digestRecord(spoilt, DEFAULT_DIGEST)).toEqual({ digest: null, reason: 'no-payload' });
  });
});
