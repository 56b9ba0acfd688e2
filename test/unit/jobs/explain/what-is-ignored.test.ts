import { describe, expect, it } from 'vitest';
import { LOG_EVENTS } from '../../../../shared/telemetry/log-events.ts';
import { publishedRecord } from '../../../fixtures.ts';
import { given } from '../given.ts';
import { DISCARDED } from '../samples.ts';
import { codesOf, textOf } from './told.ts';

const eventIn = (text = '') => /jsonPayload\.event="([a-z.-]+)"/.exec(text)?.[1] ?? '';

describe('an answer that is not stored', () => {
  it('is in the log, where it said nothing new', () => {
    expect(textOf('stale-not-stored', [publishedRecord(), publishedRecord('lead-1~2')])).toBe(
      'Answers that said nothing new are not stored. With LOG_LEVEL DEBUG they are logged: ' +
        'jsonPayload.event="job.stale" labels.requestId=("lead-1" OR "lead-1~2")',
    );
  });

  it('is in the log, where the policy tracks endings only', () => {
    expect(codesOf(publishedRecord())).not.toContain('untracked-not-stored');
    const text = textOf('untracked-not-stored', publishedRecord(), { policy: { tracking: 'endings-only' } });
    expect(text).toContain('jsonPayload.event="job.untracked" labels.requestId="lead-1"');
  });

  it("is set aside, where it is about another party's job", () => {
    expect(codesOf(publishedRecord())).not.toContain('foreign-set-aside');
    const { record } = given(publishedRecord()).when(DISCARDED);
    expect(textOf('foreign-set-aside', [publishedRecord('lead-0'), record])).toContain(
      'jsonPayload.event="job.foreign" labels.requestId="lead-1"',
    );
  });

  it('is looked for by events that are logged', () => {
    const { record } = given(publishedRecord()).when(DISCARDED);
    const policy = { tracking: 'endings-only' } as const;
    for (const code of ['stale-not-stored', 'untracked-not-stored', 'foreign-set-aside'] as const)
      expect(Object.keys(LOG_EVENTS)).toContain(eventIn(textOf(code, record, { policy })));
    expect(LOG_EVENTS['job.stale']).toBe('DEBUG');
    expect(LOG_EVENTS['job.untracked']).toBe('DEBUG');
  });
});
