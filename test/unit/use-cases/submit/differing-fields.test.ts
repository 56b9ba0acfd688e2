import { expect, it } from 'vitest';
import { differingFields } from '../../../../shared/use-cases/submit/differing-fields.ts';
import { CONTENT, contentWith, PAYLOAD, publishedRecord } from '../../../fixtures.ts';

it.each([
  [{ priority: 3 }, ['priority']],
  [{ jobType: 'verifyMobile', expireAfter: '2026-04-01T00:00:00Z' }, ['jobType', 'expireAfter']],
  [{ payload: { ...PAYLOAD, tags: [] } }, ['payload']],
  [{ priority: 3, payload: { ...PAYLOAD, tags: [] } }, ['priority', 'payload']],
])('tells in which fields a submission differs: %j', (more, fields) => {
  expect(differingFields(publishedRecord('a', CONTENT), contentWith(more))).toEqual(fields);
});
