import { expect } from 'vitest';
import { type Call, type CallResponse, problemsOf, type SuccessStatus } from '../../shared/api/call.ts';
import { CALLS } from '../../shared/api/calls.ts';
import { callMatcher } from '../../shared/api/match.ts';
import { ProblemSchema } from '../../shared/api/problem-schema.ts';
import { PROBLEMS, type ProblemType, problemUri } from '../../shared/api/problems.ts';

/** A response as it came over the wire. */
export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const match = callMatcher(CALLS);

/** Holds a response against its call: status, headers, and a body with nothing else in it. */
export function mustBeDescribed(method: string, target: string, received: Received): void {
  const matched = match(method, target.split('?', 1)[0] ?? '');
  const call: Call | undefined = matched.kind === 'call' ? matched.call : undefined;
  expect(received.headers.get('cache-control')).toBe('no-store');
  expect(received.headers.get('x-content-type-options')).toBe('nosniff');
  const success = call?.responses[received.status as SuccessStatus];
  if (success) mustSucceed(success, received);
  else mustRefuse(call ? problemsOf(call) : WITHOUT_CALL, received);
}

const WITHOUT_CALL: readonly ProblemType[] = ['not-found', 'method-not-allowed', 'invalid-parameter'];

function mustSucceed({ schema, headers = {} }: CallResponse, received: Received): void {
  const body: unknown = JSON.parse(received.text);
  expect(schema.parse(body)).toEqual(body);
  expect(received.headers.get('content-type')).toBe('application/json; charset=utf-8');
  for (const [name, { required }] of Object.entries(headers))
    if (required) expect(received.headers.get(name), name).not.toBeNull();
  for (const name of ['location', 'idempotency-replayed'])
    if (received.headers.has(name))
      expect(Object.keys(headers).map((one) => one.toLowerCase())).toContain(name);
}

function mustRefuse(problems: readonly ProblemType[], received: Received): void {
  const body: unknown = JSON.parse(received.text);
  const problem = ProblemSchema.parse(body);
  expect(problem).toEqual(body);
  expect(problems.map(problemUri)).toContain(problem.type);
  const type = problem.type.split(':').at(-1) as ProblemType;
  expect([received.status, problem.status]).toEqual([PROBLEMS[type].status, PROBLEMS[type].status]);
  expect(received.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  if (type === 'unavailable' || type === 'over-budget')
    expect(Number(received.headers.get('retry-after'))).toBeGreaterThan(0);
}
