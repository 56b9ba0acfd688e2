import { describe, expect, it } from 'vitest';
import { failureOfOne } from '../../../client/call-errors.ts';
import { GatewayError, GatewayUnreachable, WaitTimeout } from '../../../client/index.ts';
import { problem } from '../../../shared/api/problem.ts';
import { PROBLEM_TYPES, PROBLEMS } from '../../../shared/api/problems.ts';

const failure = (status: number, type = 'unavailable') => ({ status, type, title: 'No', detail: 'Wait.' });
const CALLED = { address: 'https://gateway.test', operation: 'batchSubmitJobs' } as const;
const gone = (cause: unknown) => new GatewayUnreachable({ ...CALLED, message: 'It is gone.', cause });

describe('the error of a call', () => {
  it.each([
    [new GatewayError(failure(503)), 'GatewayError', 'No (503 unavailable). Wait.'],
    [gone('why'), 'GatewayUnreachable', 'It is gone.'],
    [new WaitTimeout('lead-1', 5, undefined), 'WaitTimeout', 'lead-1 was not final within 5 ms.'],
  ])('has a name of its own, by which it is known in logs: %s', (error, name, message) => {
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toBe(`${name}: ${message}`);
  });

  it('may pass where the same request may be taken later, and no budget is in its way', () => {
    const passing = PROBLEM_TYPES.filter(
      (type) => new GatewayError(failure(PROBLEMS[type].status, type)).retryable,
    );
    expect(passing).toEqual(['internal', 'unavailable']);
    expect([408, 425, 429, 599].filter((status) => !new GatewayError(failure(status)).retryable)).toEqual([]);
    expect(gone('why').retryable).toBe(true);
  });

  it('is of one kind, and of one that is new to this version none of those that it knows', () => {
    const error = new GatewayError(failure(429, 'over-budget'));
    expect([error.is('over-budget'), error.is('unavailable')]).toEqual([true, false]);
    const unknown = new GatewayError(failure(409, 'on-hold'));
    expect(PROBLEM_TYPES.filter((type) => unknown.is(type))).toEqual([]);
  });
});

describe('the failure of a whole batch, as that of one submission', () => {
  it('is the same, but for the request ID', () => {
    const whole = new GatewayError({
      ...failure(503),
      ...CALLED,
      retryAfterMs: 5000,
      problem: problem('unavailable', 'Wait.'),
    });
    const { requestId: _none, ...same } = whole;
    expect(failureOfOne(whole, 'lead-1')).toMatchObject({ ...same, ...CALLED, requestId: 'lead-1' });
    const cause = new Error('ECONNRESET');
    const unreachable = failureOfOne(gone(cause), 'lead-1');
    expect(unreachable).toMatchObject({ ...CALLED, message: 'It is gone.', cause, requestId: 'lead-1' });
  });
});
