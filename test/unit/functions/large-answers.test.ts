import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { operateJobsHandler } from '../../../functions/operate-jobs/handler.ts';
import { queryJobsHandler } from '../../../functions/query-jobs/handler.ts';
import { deadLetter } from '../../../shared/use-cases/dead-letter.ts';
import { received, type TestGateway, testGateway } from '../../fixtures.ts';
import { submit } from '../use-cases/actions.ts';

/** Has each call of a method wait, and counts how many of them there are at once. */
function atOnce<Method extends string>(
  of: { [Name in Method]: (...args: never[]) => Promise<unknown> },
  method: Method,
) {
  const seen = { most: 0 };
  let now = 0;
  const called = of[method].bind(of);
  of[method] = async (...args) => {
    now += 1;
    seen.most = Math.max(seen.most, now);
    await setImmediate();
    const result = await called(...args);
    now -= 1;
    return result;
  };
  return seen;
}

async function gatewayWithAll(): Promise<TestGateway> {
  const gateway = testGateway();
  await submit(gateway);
  await deadLetter(gateway, received('x'), { source: 'intake-jobs', reason: 'not-json' });
  return gateway;
}

describe('what may be as large as an answer gets', () => {
  it.each([
    ['jobs by their IDs', 'POST', '/v1/jobs:batchGet', '{"requestIds":["lead-1"]}', 'store', 'getMany'],
    ['a page of jobs', 'GET', '/v1/jobs', '', 'store', 'list'],
    ['a page of dead letters', 'GET', '/v1/deadLetters', '', 'deadLetters', 'list'],
    ['a dead letter', 'GET', '/v1/deadLetters/ID', '', 'deadLetters', 'body'],
    ['a dead letter that is redriven', 'POST', '/v1/deadLetters/ID:redrive', '{}', 'deadLetters', 'body'],
  ] as const)('is read for four requests at once: %s', async (_what, method, path, text, part, read) => {
    const gateway = await gatewayWithAll();
    const seen = atOnce(gateway[part] as never, read as never);
    const [letter] = gateway.deadLetters.kept();
    const handler = path.startsWith('/v1/jobs')
      ? queryJobsHandler(gateway, () => ({}))
      : operateJobsHandler(gateway);
    const request = {
      method,
      target: path.replace('ID', letter?.letter.id ?? ''),
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(text),
    };
    const answers = await Promise.all(Array.from({ length: 40 }, () => handler(request)));
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect(seen.most).toBe(4);
  });
});
