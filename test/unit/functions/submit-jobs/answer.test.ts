import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../functions/submit-jobs/answer.ts';
import type { JobRecord } from '../../../../shared/jobs/job-record.ts';
import { id, publishedRecord } from '../../../fixtures.ts';

const record: JobRecord = {
  ...publishedRecord('lead-1'),
  reused: { from: id('lead-0'), eventCodes: {}, job: '{"firstName":"Ingrid"}' },
};
const requestId = id('lead-1');

describe('the answer to a submission', () => {
  it.each([
    ['accepted', { kind: 'accepted', requestId, record }],
    ['replayed', { kind: 'replayed', requestId, record, named: true }],
  ] as const)('has what Modigie knows of the person in full, where there is room: %s', (_kind, result) => {
    const text = (answering?: Parameters<typeof answerOf>[1]) => JSON.stringify(answerOf(result, answering));
    expect(text()).toContain('Ingrid');
    expect(text({ view: 'full', hasRoom: true })).toContain('Ingrid');
    expect(text({ view: 'brief' })).not.toContain('Ingrid');
    expect(text({ view: 'full', hasRoom: false })).not.toContain('Ingrid');
  });
});
