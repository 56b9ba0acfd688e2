import { describe, expect, it } from 'vitest';
import { JobTypesSchema } from '../../../shared/config/job-types-variable.ts';

const topic = 'projects/m/topics/t';

describe('JOB_TYPES', () => {
  it('gives each job type its topic, and the known ones their required input', () => {
    const types = JobTypesSchema.parse({ enrichMobile: { topic }, verifyMobile: { topic } });
    expect([...types]).toEqual([
      ['enrichMobile', { topic, requirements: ['firstName', 'lastName', 'company'] }],
      ['verifyMobile', { topic, requirements: ['firstName', 'lastName', 'phone'] }],
    ]);
  });

  it('may require something else of a known type, or nothing', () => {
    const types = JobTypesSchema.parse({
      enrichMobile: { topic, requires: ['phone', { anyOf: [['email'], ['linkedInUrl']] }] },
      verifyMobile: { topic, requires: [] },
    });
    expect(types.get('enrichMobile')?.requirements).toEqual([
      ...['phone', { anyOf: [['email'], ['linkedInUrl']] }],
    ]);
    expect(types.get('verifyMobile')?.requirements).toEqual([]);
  });

  it.each(['telepathy', 'toString', '__proto__x'])('requires nothing of an unknown type: %s', (name) => {
    expect(JobTypesSchema.parse({ [name]: { topic } }).get(name)).toEqual({ topic, requirements: [] });
  });

  it.each([
    ['no job type', {}],
    ['a job type without a name', { '': { topic } }],
    ['a job type without a topic', { enrichMobile: {} }],
    ['a topic that is no full name', { enrichMobile: { topic: 't' } }],
    ['a member that is not known', { enrichMobile: { topic, require: [] } }],
    ['a field that is not known', { enrichMobile: { topic, requires: ['shoeSize'] } }],
    ['alternatives of nothing', { enrichMobile: { topic, requires: [{ anyOf: [[]] }] } }],
    ['a list', [{ topic }]],
  ])('may not be %s', (_what, types) => {
    expect(JobTypesSchema.safeParse(types).success).toBe(false);
  });
});
