import { describe, expect, it } from 'vitest';
import { refusalInWords } from '../../../../cli/console/refusals-in-words.ts';
import { problem } from '../../../../shared/api/problem.ts';
import type { ProblemType } from '../../../../shared/api/problems.ts';

const ADDRESS = 'https://gateway.example';
const page = (status: number) => ({ status, body: '<h1>Refused</h1>' });
const told = (type: ProblemType, detail: string) => {
  const document = problem(type, detail);
  return { status: document.status, body: JSON.stringify(document) };
};
const wordsFor = (
  answer: { status: number; body: string },
  call = 'GET /v1/jobs',
  token: string | undefined = 'given',
) => {
  const [method = '', target = ''] = call.split(' ');
  return refusalInWords({ ...answer, method, target, address: ADDRESS }, { token });
};

describe('the refusal of a call of the console', () => {
  it('of a token that has ended says how there is another one, and that the command is started again', () => {
    expect(wordsFor(page(401))?.detail).toBe(
      `${ADDRESS} refused the caller (401): the token has ended, or is for another address. ` +
        'export GATEWAY_TOKEN=$(gcloud auth print-identity-token), or --token, gives one, which holds for an hour; ' +
        '--google-identity, as a service account, renews it. Then end the console with Ctrl-C, and start it again.',
    );
  });

  it('without a token says so', () => {
    const { detail } = refusalInWords(
      { ...page(401), method: 'GET', target: '/v1/jobs', address: ADDRESS },
      {},
    ) as { detail: string };
    expect(detail).toContain('takes no call without a token (401): export GATEWAY_TOKEN=');
  });

  it('of an account says what it may not do, and who lets it', () => {
    expect(wordsFor(page(403), 'POST /v1/jobs/a:retry')?.detail).toBe(
      `${ADDRESS} does not let this account operate it (403): add it to operators in Terraform, and apply.`,
    );
    expect(wordsFor(page(403), 'GET /v1/jobs?status=failed')?.detail).toContain('let this account read jobs');
  });

  it('by an older gateway says that it is older', () => {
    const parameter = told('invalid-parameter', 'view is not a parameter of this call, which takes status.');
    expect(wordsFor(parameter, 'GET /v1/jobs?view=brief')?.detail).toMatch(
      /The gateway is older than this console: /,
    );
    const path = told('not-found', 'No call of this API has this path; GET /openapi.json lists them.');
    expect(wordsFor(path, 'POST /v1/jobs/a:reveal')).toMatchObject({
      type: 'urn:modigie-gateway:problem:not-found',
      detail: expect.stringMatching(/given with --operate: .* the gateway is older than this command\.$/),
    });
  });

  it('is told of as it came where the gateway knows best', () => {
    for (const answer of [
      told('forbidden', 'Ask a caller without a team.'),
      told('job-not-found', 'Check the request ID.'),
      told('invalid-parameter', 'since must be a time.'),
      told('unavailable', 'Try again in some seconds.'),
      page(429),
      page(502),
      { status: 400, body: 'null' },
    ])
      expect(wordsFor(answer)).toBeUndefined();
  });
});
