import { describe, expect, it } from 'vitest';
import { DOCUMENT_FORMAT, toDocument } from '../../../../shared/adapters/documents/document.ts';
import { readDocument } from '../../../../shared/adapters/documents/read-document.ts';
import { id, publishedRecord } from '../../../fixtures.ts';
import { answeredRecord } from '../../jobs/samples.ts';

/** A document as Firestore gives it back. */
const written = () => JSON.parse(JSON.stringify(toDocument(answeredRecord('completed'), 'write-1')));

describe('a document of this format', () => {
  it('is read as the record that was written', () => {
    expect(readDocument(written())).toEqual({ ok: true, record: answeredRecord('completed') });
  });

  it('was never erased unless it says so', () => {
    const { erased: _left, ...before } = written();
    expect(readDocument(before)).toMatchObject({ ok: true, record: { erased: false } });
    expect(readDocument({ ...before, erased: true })).toMatchObject({ ok: true, record: { erased: true } });
  });

  it('of before they were stored says of nobody who asked, and of no trace', () => {
    const { requestedBy: _by, retryAskedBy: _asked, trace: _trace, ...before } = written();
    expect(readDocument(before)).toEqual({ ok: true, record: answeredRecord('completed') });
    const trace = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    const by = { requestedBy: 'crm@acme.example', retryAskedBy: 'ops@acme.example', trace };
    expect(readDocument({ ...written(), ...by })).toMatchObject({ ok: true, record: by });
  });

  it('has the text of a reused answer where any JobV2 is, so that an older gateway purges it as well', () => {
    const reused = { from: id('paid'), eventCodes: { appendMobile: 'appended' }, job: '{"id":"paid"}' };
    const record = { ...publishedRecord(), status: 'reused', reused } as const;
    const document = JSON.parse(JSON.stringify(toDocument(record, 'write-1')));
    expect(document).toMatchObject({ job: reused.job, reused: { from: 'paid' } });
    expect(document.reused).not.toHaveProperty('job');
    expect(readDocument(document)).toEqual({ ok: true, record });
    const { reused: _reused, ...before } = written();
    expect(readDocument(before)).toMatchObject({ ok: true, record: { reused: null } });
  });

  it('is read without what follows from the rest, whatever an older gateway left of it', () => {
    const { changed: _changed, cause: _cause, ...before } = written();
    const record = answeredRecord('completed');
    expect(readDocument(before)).toEqual({ ok: true, record });
    expect(readDocument({ ...before, cause: 'failed/x', changed: { shard: 99, at: 0 } })).toEqual({
      ok: true,
      record,
    });
  });

  it.each([
    ['a requester that is a list', { requestedBy: ['crm@acme.example'] }],
    ['an erasure that is a text', { erased: 'yes' }],
    ['a status that is a number', { status: 7 }],
    ['a timer of an unknown kind', { wake: { at: 1, for: 'telepathy', shard: 0, tries: 0 } }],
    ['no lineage', { lineage: undefined }],
    ['times as text', { requestedAt: '2026-03-01' }],
    ['event codes that are no JSON', { answer: { ...written().answer, eventCodes: '{' } }],
    ['a form that is no JSON', { publish: { ...written().publish, form: '{' } }],
    ['a failure of an unknown kind', { publish: { ...written().publish, failure: 'bad-luck' } }],
    ['tags that are no list', { tags: 'a=b' }],
    ['no format', { format: undefined, publish: null }],
  ])('is malformed with %s', (_what, change) => {
    expect(readDocument({ ...written(), ...change })).toEqual({ ok: false, reason: 'malformed' });
  });
});

describe('a document of a newer format', () => {
  it('is left alone, even when it looks like one of ours', () => {
    expect(readDocument({ ...written(), format: DOCUMENT_FORMAT + 1 })).toEqual({
      ok: false,
      reason: 'newer-format',
    });
  });
});

describe('a document of format 1', () => {
  /** Format 1 counted publishes as `attempts`, and did not keep how the request travelled. */
  const golden = () => {
    const { publish, ...rest } = JSON.parse(JSON.stringify(toDocument(publishedRecord(), 'write-1')));
    const { count, open: _open, form: _form, ...kept } = publish;
    return { ...rest, format: 1, publish: { ...kept, attempts: count } };
  };

  it('is read as if it had been written now; how its request travels is unknown', () => {
    const { publish, ...rest } = publishedRecord();
    expect(readDocument(golden())).toEqual({
      ok: true,
      record: { ...rest, publish: { ...publish, form: null, open: 1, count: 1 } },
    });
  });

  it('is malformed without its publishes', () => {
    expect(readDocument({ ...golden(), publish: null })).toEqual({ ok: false, reason: 'malformed' });
  });
});
