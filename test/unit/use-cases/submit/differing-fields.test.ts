import { expect, it } from 'vitest';
import { differingFields } from '../../../../shared/use-cases/submit/differing-fields.ts';
import { CONTENT, contentWith, PAYLOAD, publishedRecord } from '../../../fixtures.ts';

it('names the fields that differ, and the payload where nothing else tells two requests apart', () => {
  const record = publishedRecord();
  const other = { ...PAYLOAD, person: { firstName: 'Ida' } };
  expect(differingFields(record, contentWith({ jobType: 'verifyMobile' }))).toEqual(['jobType']);
  expect(differingFields(record, contentWith({ payload: other, expireAfter: 'PT1H' }))).toEqual([
    'expireAfter',
    'payload',
  ]);
  expect(differingFields(record, CONTENT)).toEqual(['payload']);
});
