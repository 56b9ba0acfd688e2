import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inUserWords } from '../../../cli/failed-calls.ts';
import type { OperationId } from '../../../client/call-table.ts';
import { GatewayError, GatewayUnreachable } from '../../../client/index.ts';
import { problem } from '../../../shared/api/problem.ts';

const address = 'https://b.test/read';
const ANYBODY = { readAt: '--query' } as const;
const SOMEBODY = { ...ANYBODY, token: 'secret' };
const PASS_A_TOKEN =
  'pass an identity token with --token, which holds for an hour, or --google-identity, which renews it.';

const answered = (status: number, type: string, operation: OperationId = 'getJob') =>
  new GatewayError({ status, type, title: 'No', detail: 'Do otherwise.', operation, address });
const misdirected = (type: 'not-found' | 'method-not-allowed', operation: OperationId) => {
  const document = problem(type, 'This is a call of another function.');
  return new GatewayError({ ...document, type, problem: document, operation, address });
};
const told = (error: unknown, how: Parameters<typeof inUserWords>[1] = SOMEBODY) => {
  const words = inUserWords(error, how);
  expect(words).toMatchObject({ code: 'user-error' });
  return words instanceof Error ? words.message : undefined;
};

describe('a failed call in the words of the command line', () => {
  it.each([
    [
      new GatewayUnreachable({ message: 'x', cause: 'x', operation: 'getJob', address }),
      `${address} cannot be reached.`,
    ],
    [answered(401, 'unauthenticated'), `${address} refused the caller (401): ${PASS_A_TOKEN}`],
    [
      answered(200, 'not-a-gateway'),
      `${address} answered 200, but not as a gateway does: check the address.`,
    ],
    [answered(503, 'unavailable'), `${address} keeps answering 503: Do otherwise.`],
    [answered(422, 'invalid'), `${address} answered 422: Do otherwise.`],
  ])('names the address that was called, and says what to do: %s', (error, message) => {
    expect(told(error)).toBe(message);
  });

  it('leaves a fault that is none of the gateway alone', () => {
    const fault = new TypeError('ours');
    expect(inUserWords(fault, SOMEBODY)).toBe(fault);
  });
});

describe('a caller whom the gateway does not let in (403)', () => {
  it.each<[OperationId, string]>([
    ['submitJob', 'submit jobs (403): add it to submitters in Terraform, and apply.'],
    ['batchSubmitJobs', 'submit jobs (403): add it to submitters in Terraform, and apply.'],
    ['batchGetJobs', 'read jobs (403): add it to readers in Terraform, and apply.'],
    ['countJobs', 'read jobs (403): add it to readers in Terraform, and apply.'],
    ['retryJob', 'retry jobs (403): add it to operators in Terraform, and apply. Or leave out --retry.'],
  ])('is told where accounts are named that may: %s', (operation, remedy) => {
    const error = answered(403, 'forbidden', operation);
    const message = `${address} does not let this account ${remedy}`;
    expect(told(error)).toBe(message);
    expect(told(error, { ...ANYBODY, googleIdentity: true })).toBe(message);
  });

  it('and who gave no token, is told to give one', () => {
    const message = `${address} refused the caller (403): ${PASS_A_TOKEN}`;
    expect(told(answered(403, 'forbidden'), ANYBODY)).toBe(message);
    expect(told(answered(403, 'forbidden'), { ...ANYBODY, googleIdentity: false })).toBe(message);
  });
});

describe('a call that came to the address of another function', () => {
  it.each<[OperationId, string]>([
    ['batchSubmitJobs', 'submit-jobs is given with --gateway: it is the output submit_url of Terraform.'],
    ['batchGetJobs', 'query-jobs is given with --query: it is the output query_url of Terraform.'],
    ['retryJob', 'operate-jobs is given with --operate: it is the output operate_url of Terraform.'],
  ])('is told of the option that names the right one: %s', (operation, remedy) => {
    const said = 'This is a call of another function. The address of';
    for (const [type, status] of [['not-found', 404] as const, ['method-not-allowed', 405] as const])
      expect(told(misdirected(type, operation))).toBe(`${address} answered ${status}: ${said} ${remedy}`);
  });

  it('is told of the option that the command has', () => {
    const error = misdirected('not-found', 'countJobs');
    expect(told(error, { readAt: '--gateway' })).toContain('query-jobs is given with --gateway:');
  });
});

it('names variables and outputs that Terraform has', () => {
  const infra = join(import.meta.dirname, '../../../infra');
  const sources = readdirSync(infra).filter((name) => name.endsWith('.tf'));
  const terraform = sources.map((name) => readFileSync(join(infra, name), 'utf8')).join('\n');
  for (const operation of ['submitJob', 'getJob', 'retryJob'] as const) {
    const [, variable] = /add it to (\w+)/.exec(told(answered(403, 'forbidden', operation)) ?? '') ?? [];
    expect(terraform).toContain(`variable "${variable}"`);
    const [, output] = /the output (\w+)/.exec(told(misdirected('not-found', operation)) ?? '') ?? [];
    expect(terraform).toContain(`output "${output}"`);
  }
});
