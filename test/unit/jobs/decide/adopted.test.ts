import { describe, it } from 'vitest';
import { type AnswerFields, CONTENT, PAYLOAD, publishedRecord } from '../../../fixtures.ts';
import { given, NOW } from '../given.ts';
import { acceptedRecord, answered } from '../samples.ts';

/** The record of a request ID that only an answer of Modigie is known for. */
const external = (fields: AnswerFields) => given(undefined).when(answered(fields)).record;
const adopted = () => ({ type: 'adopted', as: acceptedRecord() }) as const;
const OURS = { ...PAYLOAD, phoneNumbers: [{ phoneNumber: { userFormat: '+1 555 0100' } }] };
const THEIRS = { person: { firstName: 'Bob', lastName: 'Orr' } };

describe('an external job that turns out to be ours', () => {
  it('goes on from the answer, and is published all the same', () => {
    given(external({ status: 'processing', payload: OURS }))
      .when(adopted())
      .then({
        record: {
          origin: 'gateway',
          fingerprint: CONTENT.fingerprint,
          payload: CONTENT.payload,
          status: 'processing',
          answer: { status: 'processing' },
          wake: { for: 'publish' },
        },
        effects: [{ type: 'publish' }],
        outcome: 'adopted',
      });
  });

  it('goes on likewise from an answer that names no job type', () => {
    given(external({ status: 'processing', payload: OURS, jobType: null }))
      .when(adopted())
      .then({
        record: { status: 'processing', jobType: 'enrichMobile', answer: { status: 'processing' } },
        effects: [{ type: 'publish' }],
        outcome: 'adopted',
      });
  });

  it('is ended and delivered, and never published, when it is done', () => {
    given(external({ status: 'completed', payload: OURS }))
      .when(adopted())
      .then({
        record: { origin: 'gateway', status: 'completed', endedAt: NOW, wake: { for: 'deliver' } },
        effects: [{ type: 'deliver', key: 'lead-1/completed' }],
        outcome: 'adopted',
      });
  });

  it('is retried as any other when it failed', () => {
    given(external({ status: 'failed', payload: OURS }))
      .when(adopted())
      .then({ record: { status: 'failed', endedAt: NOW, wake: { for: 'retry' } }, outcome: 'adopted' });
  });
});

describe('an external job of another system, whose ID is ours, too', () => {
  it.each([
    ['with another payload', { status: 'completed', payload: THEIRS }],
    ['without a payload', { status: 'completed' }],
    ['of another job type', { status: 'completed', payload: OURS, jobType: 'verifyEmployment' }],
  ])('gives way to our request, for Modigie to arbitrate: %s', (_what, fields) => {
    given(external(fields))
      .when(adopted())
      .then({
        record: { origin: 'gateway', status: 'accepted', answer: null, endedAt: null },
        effects: [{ type: 'publish' }],
        outcome: 'adopted',
      });
  });
});

describe('a job of ours', () => {
  it('is adopted by nobody', () => {
    given(publishedRecord()).when(adopted()).thenNothingChanges('stale');
  });
});
