import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import { DAY, publishedRecord } from '../../../fixtures.ts';
import { given, NOW } from '../given.ts';
import {
  A_LATER_VERSION,
  answered,
  answeredRecord,
  delivered,
  deliveredRecord,
  retried,
  TIMER_DUE,
} from '../samples.ts';
import { codesOf, textOf, told } from './told.ts';

describe('a delivery', () => {
  it('is told with its key and its instant', () => {
    expect(told(deliveredRecord())).toContain(
      'delivered | 2026-03-01T00:02:00.000Z | Its result was published on the results topic (dedupKey ' +
        'lead-1/completed).',
    );
  });

  it('of an earlier ending is not that of the present one', () => {
    const { record } = given(answeredRecord('rejected'))
      .when(delivered('lead-1/rejected'))
      .when(answered({ status: 'completed', updateTime: A_LATER_VERSION }));
    expect(textOf('delivered-before', record)).toBe(
      'The result of an earlier ending was published (lead-1/rejected).',
    );
    expect(codesOf(record)).not.toContain('delivered');
    expect(codesOf(record)).toContain('due-deliver');
  });

  it('is none of an attempt that goes on, was sent again, was withdrawn, or is external', () => {
    expect(codesOf(publishedRecord())).not.toContain('no-result');
    expect(codesOf(answeredRecord('failed'))).not.toContain('no-result');
    const again = given(answeredRecord('failed')).when(retried('lead-1~2')).record;
    expect(textOf('no-result', again)).toBe('It has no result of its own, since it was sent again.');
    const withdrawn = { ...again, status: 'withdrawn', answer: null } as const;
    expect(textOf('no-result', withdrawn)).toContain('that of the attempt that completed counts');
    const external = given(undefined).when(answered({ status: 'failed' })).record;
    expect(textOf('no-result', external)).toBe('It has no result: it is no job of ours.');
  });
});

describe('text that is gone', () => {
  it('was purged, at an instant', () => {
    const { record } = given(deliveredRecord())
      .at(later(NOW, 40 * DAY))
      .when(TIMER_DUE);
    expect(told(record)).toContain(
      'purged | 2026-04-10T00:02:00.000Z | Payload, JobV2, tags and requester were removed. Request ID, fingerprint, ' +
        'lineage and status stay, so that the request ID stays taken.',
    );
    expect(codesOf(record)).not.toContain('erased');
  });

  it('was erased on request', () => {
    expect(textOf('erased', { ...deliveredRecord(), erased: true })).toBe(
      "A person's data was erased from it on request: no later answer brings it back, and nothing is sent again.",
    );
    expect(codesOf({ ...deliveredRecord(), erased: true })).not.toContain('purged');
  });
});
