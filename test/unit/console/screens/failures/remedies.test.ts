import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FAILURE_FILTERS } from '../../../../../console/screens/failures/failure-groups.ts';
import {
  isRetryable,
  REMEDIES,
  RETRYABLE,
  remedyOf,
} from '../../../../../console/screens/failures/remedies.ts';
import { refusalAfter } from '../../../../../shared/jobs/retry-policy.ts';
import { OWN_STATUSES } from '../../../../../shared/jobs/statuses.ts';
import { PUBLISHED_STATUSES } from '../../../../../shared/protocol/job-status.ts';

const OPERATE = readFileSync('docs/operate.md', 'utf8');
const HEADINGS = [...OPERATE.matchAll(/^#{2,3} `?([^`\n]+)`?$/gm)].map(([, heading]) => heading);

describe('the remedy of a cause', () => {
  it.each(
    Object.entries(REMEDIES),
  )('of %s has its section in docs/operate.md, and is one line', (_, remedy) => {
    expect(HEADINGS).toContain(remedy.section);
    expect(remedy.text).toMatch(/^.{10,70}\.$/);
  });

  it('is known of each way to fail', () => {
    const [{ status }, { cause }] = FAILURE_FILTERS;
    const causes = [
      ...status.split(',').filter((one) => one !== 'refused'),
      ...cause.split(','),
      'publish/refused',
    ];
    expect(causes.filter((one) => remedyOf(one) === undefined)).toEqual([]);
  });

  it('is that of the cause, else of the way in which it failed', () => {
    expect(remedyOf('publish/refused')?.section).toBe('refused');
    expect(remedyOf('rejected/JobRejectReason')?.section).toBe('rejected');
    expect(remedyOf('unanswered')?.section).toBe('unanswered');
    expect(remedyOf('polished/away')).toBeUndefined();
    expect(remedyOf('constructor/x')).toBeUndefined();
  });
});

describe('a retry of all that failed for a cause', () => {
  it('is offered after the endings after which another attempt may follow', () => {
    const may = [...OWN_STATUSES, ...PUBLISHED_STATUSES].filter((status) => refusalAfter(status) === null);
    expect([...RETRYABLE].sort()).toEqual(may.sort());
  });

  it.each([
    ['failed/JobFailReason', true],
    ['unanswered', true],
    ['over-budget/emea', true],
    ['rejected/JobRejectReason', false],
    ['discarded/DuplicateJobIdError', false],
    ['publish/misconfigured', false],
  ])('of %s: %s', (cause, may) => {
    expect(isRetryable(cause)).toBe(may);
  });
});
