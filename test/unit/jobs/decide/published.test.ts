import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import { publishedRecord } from '../../../fixtures.ts';
import { given, NOW } from '../given.ts';
import { acceptedRecord, answered, published, publishFailed } from '../samples.ts';

describe('the note of a publish', () => {
  it('keeps message, time and count, and waits for an answer', () => {
    given(acceptedRecord())
      .at(later(NOW, 5))
      .when(published('m-1'))
      .then({
        record: {
          status: 'published',
          wake: { for: 'silence' },
          publish: { messageIds: ['m-1'], count: 1, lastAt: later(NOW, 5), failure: null },
          updatedAt: later(NOW, 5),
        },
        outcome: 'published',
      });
  });

  it('counts each publish of the same request', () => {
    given(acceptedRecord())
      .when(published('m-1'))
      .when(published('m-2'))
      .then({ record: { publish: { messageIds: ['m-1', 'm-2'], count: 2 } } });
  });

  it('forgets the failure before it', () => {
    given(acceptedRecord())
      .when(publishFailed('unavailable'))
      .when(published('m-1'))
      .then({ record: { status: 'published', publish: { failure: null, count: 1 } } });
  });

  it('keeps the ten latest messages', () => {
    const messages = Array.from({ length: 12 }, (_, i) => `n-${i}`);
    const record = messages.reduce(
      (known, message) => given(known).when(published(message)).record,
      publishedRecord(),
    );
    expect(record.publish.messageIds).toEqual(messages.slice(2));
  });
});

describe('the note of a publish that an answer has overtaken', () => {
  it.each(['processing', 'completed', 'failed'])('leaves status and timer of %s alone', (status) => {
    const overtaken = given(acceptedRecord()).when(answered({ status })).record;
    given(overtaken)
      .when(published('m'))
      .then({ record: { status, wake: overtaken.wake } });
  });

  it('sets no timer where none is pending', () => {
    const ended = given(acceptedRecord()).when(answered({ status: 'completed' })).record;
    given({ ...ended, wake: null })
      .when(published('m'))
      .then({ record: { wake: null } });
  });
});
