import { describe, it } from 'vitest';
import type { RequestForm } from '../../../../shared/protocol/job-request.ts';
import { CONTENT, publishedRecord } from '../../../fixtures.ts';
import { given, NOW } from '../given.ts';
import { acceptedRecord, answered, publishFailed } from '../samples.ts';

const form: RequestForm = { ...CONTENT.form, topic: 'projects/m/topics/the-right-one' };
const REROUTED = { type: 'rerouted', form } as const;

describe('a request that is configured otherwise now', () => {
  it('travels so when it could not be published as it was', () => {
    given(acceptedRecord())
      .when(publishFailed('misconfigured'))
      .when(REROUTED)
      .then({
        record: { status: 'accepted', publish: { form }, wake: { for: 'publish' }, updatedAt: NOW },
        effects: [{ type: 'publish', request: { form } }],
        outcome: 'rerouted',
      });
  });

  it('travels so when nobody knows how it travelled: an older gateway published it', () => {
    const { publish, ...rest } = publishedRecord();
    given({ ...rest, publish: { ...publish, form: null } })
      .when(REROUTED)
      .then({ record: { publish: { form } }, effects: [{ type: 'publish' }], outcome: 'rerouted' });
  });

  it.each([
    ['was not tried yet', acceptedRecord],
    ['may have been published', () => given(acceptedRecord()).when(publishFailed('unavailable')).record],
    ['was published', publishedRecord],
    [
      'was published, and then the grant was gone',
      () => given(publishedRecord()).when(publishFailed('misconfigured')).record,
    ],
    [
      'was answered for',
      () =>
        given(acceptedRecord())
          .when(publishFailed('misconfigured'))
          .when(answered({ status: 'created' })).record,
    ],
  ])('is repeated to the byte when it %s', (_what, record) => {
    given(record()).when(REROUTED).thenNothingChanges('stale');
  });
});
