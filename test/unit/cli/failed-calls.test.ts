import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AUTHENTICATION, FAULT } from '../../../cli/exit-codes.ts';
import { inUserWords } from '../../../cli/failed-calls.ts';
import type { OperationId } from '../../../client/call-table.ts';
import { GatewayError, GatewayUnreachable } from '../../../client/index.ts';
import { problem } from '../../../shared/api/problem.ts';

const address = 'https://b.test/read';
const ANYBODY = {};
const SOMEBODY = { token: 'secret' };
const PASS_A_TOKEN =
  'export GATEWAY_TOKEN=$(gcloud auth print-identity-token), or --token, gives one, which holds for an hour; ' +
  '--google-identity, as a service account, renews it.';

const answered = (status: number, type: string, operation: OperationId = 'getJob') =>
  new GatewayError({
    status,
    type,
    title: 'No',
    detail: 'Do otherwise.',
    operation,
    address,
    requestId: 'lead-1',
  });
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
    [
      answered(401, 'unauthenticated'),
      `${address} refused the caller (401): the token has ended, or is for another address. ${PASS_A_TOKEN}`,
    ],
    [answered(404, 'job-not-found'), `${address} knows no job lead-1.`],
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
    ['retryJob', 'operate it (403): add it to operators in Terraform, and apply.'],
  ])('is told where accounts are named that may: %s', (operation, remedy) => {
    const error = answered(403, 'forbidden', operation);
    const message = `${address} does not let this account ${remedy}`;
    expect(told(error)).toBe(message);
    expect(told(error, { ...ANYBODY, googleIdentity: true })).toBe(message);
  });

  it('and who gave no token, is told how to give one', () => {
    for (const [status, type] of [[401, 'unauthenticated'] as const, [403, 'forbidden'] as const]) {
      const message = `${address} takes no call without a token (${status}): ${PASS_A_TOKEN}`;
      expect(told(answered(status, type), ANYBODY)).toBe(message);
      expect(told(answered(status, type), { ...ANYBODY, googleIdentity: false })).toBe(message);
    }
  });

  it.each([
    'http://localhost:8080/',
    'http://127.0.0.1:8080',
  ])('and calls serve on this machine, is told which file has its token: %s', (here) => {
    const error = new GatewayError({
      status: 401,
      type: 'unauthenticated',
      title: 'No',
      detail: 'No',
      address: here,
    });
    const remedy =
      'On this machine it is in the file that tokenFile of modigie.json names: ' +
      'export GATEWAY_TOKEN="$(cat modigie.token)".';
    expect(told(error, ANYBODY)).toBe(`${here} takes no call without a token (401): ${remedy}`);
    expect(told(error)).toContain(`refused the caller (401): it is another token. ${remedy}`);
  });

  it('may leave out what another function does, where the command can do without', () => {
    const enrich = { ...SOMEBODY, retriesBy: '--retry' } as const;
    expect(told(answered(403, 'forbidden', 'retryJob'), enrich)).toMatch(/apply\. Or leave out --retry\.$/);
    expect(told(answered(403, 'forbidden', 'submitJob'), enrich)).toMatch(/apply\.$/);
  });
});

describe('the exit code of a failed call', () => {
  it.each([
    ['a token that is not taken', answered(401, 'unauthenticated'), AUTHENTICATION],
    ['an account that may not', answered(403, 'forbidden'), AUTHENTICATION],
    ['no such job', answered(404, 'job-not-found'), FAULT],
    ['a gateway that is out of order', answered(503, 'unavailable'), FAULT],
    [
      'none that answers',
      new GatewayUnreachable({ message: 'x', cause: 'x', operation: 'getJob', address }),
      FAULT,
    ],
  ])('tells %s', (_what, error, exitCode) => {
    expect(inUserWords(error, SOMEBODY)).toMatchObject({ exitCode });
  });
});

const OLDER = ' If it is right, the gateway is older than this command.';

describe('a call that came to the address of another function', () => {
  it.each<[OperationId, string]>([
    ['batchSubmitJobs', 'submit-jobs is given with --gateway: it is the output submit_url of Terraform.'],
    ['batchGetJobs', 'query-jobs is given with --query: it is the output query_url of Terraform.'],
    ['retryJob', 'operate-jobs is given with --operate: it is the output operate_url of Terraform.'],
  ])('is told of the option that names the right one: %s', (operation, remedy) => {
    const said = 'This is a call of another function. The address of';
    for (const [type, status] of [['not-found', 404] as const, ['method-not-allowed', 405] as const])
      expect(told(misdirected(type, operation))).toBe(
        `${address} answered ${status}: ${said} ${remedy}${OLDER}`,
      );
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
