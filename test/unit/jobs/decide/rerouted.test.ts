import { describe, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../../shared/jobs/job-record.ts';
import type { RequestForm } from '../../../../shared/protocol/job-request.ts';
import { CONTENT, DAY, MINUTE, publishedRecord } from '../../../fixtures.ts';
import { given, NOW } from '../given.ts';
import { acceptedRecord, answered, publishFailed } from '../samples.ts';

const form: RequestForm = { ...CONTENT.form, topic: 'projects/m/topics/the-right-one' };
const DUE = { type: 'timer-due', form } as const;
const THEN = later(NOW, 420 * MINUTE);
const misconfigured = () => given(acceptedRecord()).when(publishFailed('misconfigured')).record;

describe('a request that is configured otherwise now', () => {
  it('travels so when it could not be published as it was', () => {
    given(misconfigured())
      .at(THEN)
      .when(DUE)
      .then({
        record: { status: 'accepted', publish: { form, open: 1, failure: null }, wake: { for: 'publish' } },
        effects: [{ type: 'publish', request: { form } }],
        outcome: 'rerouted',
      });
  });

  it('travels so when nobody knows how it travelled: an older gateway published it', () => {
    const { publish, ...rest } = publishedRecord();
    given({ ...rest, publish: { ...publish, form: null } })
      .at(THEN)
      .when(DUE)
      .then({ record: { publish: { form } }, effects: [{ type: 'publish' }], outcome: 'rerouted' });
  });

  it('travels as it did where its job type is configured no more', () => {
    given(misconfigured())
      .at(THEN)
      .when({ type: 'timer-due' })
      .then({
        record: { publish: { form: CONTENT.form } },
        effects: [{ type: 'publish', request: { form: CONTENT.form } }],
        outcome: 'republishing',
      });
  });

  it.each<[string, () => JobRecord | undefined]>([
    ['was not tried yet', acceptedRecord],
    ['may have been published', () => given(acceptedRecord()).when(publishFailed('unavailable')).record],
    ['was published', publishedRecord],
    [
      'was published, and then the grant was gone',
      () => given(publishedRecord()).when(publishFailed('misconfigured')).record,
    ],
    ['was answered for', () => given(misconfigured()).when(answered({ status: 'created' })).record],
    [
      'was published again since it could not be, and that was not noted',
      () =>
        given(misconfigured())
          .at(later(NOW, 60 * MINUTE))
          .when({ type: 'timer-due' }).record,
    ],
  ])('is repeated to the byte when it %s', (_what, record) => {
    given(record())
      .at(later(THEN, DAY))
      .when(DUE)
      .then({
        record: { publish: { form: CONTENT.form } },
        effects: [{ type: 'publish', request: { form: CONTENT.form } }],
        outcome: 'republishing',
      });
  });
});
