/** Hostile input at every entrance: 5,000 cases here, `HOSTILE_CASES=100000` in the long form. */
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { intakeJobsHandler } from '../../../functions/intake-jobs/handler.ts';
import { queryJobsHandler } from '../../../functions/query-jobs/handler.ts';
import { receiveResponsesHandler } from '../../../functions/receive-responses/handler.ts';
import { submitJobsHandler } from '../../../functions/submit-jobs/handler.ts';
import { apiHandler } from '../../../local/api-handler.ts';
import { readConfig } from '../../../shared/config.ts';
import type { HttpHandler, HttpRequest } from '../../../shared/http/http.ts';
import { openApi } from '../../../shared/http/openapi.ts';
import { ACCEPT_ALL } from '../../../shared/http/push-auth.ts';
import { answerBody, id, submission, type TestGateway, TOPICS, testGateway } from '../../fixtures.ts';

const CASES = Number(process.env['HOSTILE_CASES'] ?? 5_000);
const runs = { numRuns: Math.ceil(CASES / 5) };

let gateway: TestGateway;
let api: HttpHandler;
beforeEach(() => {
  gateway = testGateway();
  let made = 0;
  api = apiHandler(
    submitJobsHandler(gateway, () => id(`made-${++made}`)),
    queryJobsHandler(gateway, openApi),
  );
});

const nasty = fc.constantFrom('__proto__', 'constructor', 'prototype', '\0', '\uD800', '..', '/', '%00', '💥', '9007199254740993', 'x'.repeat(300), ' ', '');
const text = fc.oneof(nasty, fc.string({ maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 20 }));
const json = fc.jsonValue({ maxDepth: 6 });
/** A good submission of which something was put in place of something. */
const mutated = fc
  .tuple(
    fc.constantFrom('requestId', 'jobType', 'payload', 'priority', 'expireAfter', 'extra', '__proto__'),
    fc.oneof(json, text, fc.double(), fc.bigInt().map(String)),
  )
  .map(([key, value]) => {
    const job = JSON.stringify({ ...submission('good'), [key === '__proto__' ? 'proto' : key]: value });
    return key === '__proto__' ? job.replace('"proto"', '"__proto__"') : job;
  });
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
  fc
    .oneof(
      mutated,
      json.map((value) => JSON.stringify(value)),
      text,
      fc.integer({ min: 0, max: 5_000 }).map((depth) => '['.repeat(depth)),
    )
    .map((body) => Buffer.from(body)),
);
const header = fc.dictionary(
  fc.constantFrom('content-type', 'content-encoding', 'idempotency-key', 'authorization', 'x-goog-pubsub-message-id', 'ce-type', 'x-cloud-trace-context'),
  fc.oneof(fc.constantFrom('application/json', 'application/x-ndjson', 'gzip', 'Bearer a.b.c'), text),
  { noNullPrototype: true },
);

async function mustStayCalm(handler: HttpHandler, request: HttpRequest): Promise<void> {
  const { status, headers, body } = await handler(request);
  expect(status).toBeGreaterThanOrEqual(200);
  expect(status).toBeLessThan(500);
  expect(body).not.toMatch(/node_modules|\n\s+at /);
  if (status >= 400) expect(headers['content-type']).toContain('application/problem+json');
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
}

describe('hostile input', () => {
  it('to the HTTP API is answered below 500, and never stops a good submission', async () => {
    const path = fc.oneof(
      fc.constantFrom('/v1/jobs', '/v1/jobs:batch', '/v1/jobs:batchGet', '/v1/jobs:count', '/v1/jobs?pageSize=1', '/v1/jobs/x:retry'),
      text.map((part) => `/v1/jobs/${part}`),
      text.map((part) => `/v1/jobs?tag=${part}&pageToken=${part}`),
    );
    const request = fc.record({
      method: fc.constantFrom('GET', 'POST', 'PUT', ''),
      target: path,
      headers: fc.oneof(header, fc.constant({ 'content-type': 'application/json' })),
      body: bytes,
    });
    await fc.assert(
      fc.asyncProperty(request, (one) => mustStayCalm(api, one)),
      { numRuns: runs.numRuns * 2 },
    );
    const good = {
      method: 'POST',
      target: '/v1/jobs',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify(submission('after-all'))),
    };
    expect((await api(good)).status).toBe(202);
  });

  it('to the push endpoints is acknowledged and set aside, byte for byte', async () => {
    const handlers = [intakeJobsHandler(gateway, ACCEPT_ALL), receiveResponsesHandler(gateway, ACCEPT_ALL)];
    const envelope = bytes.map((data) => Buffer.from(JSON.stringify({ message: { data: data.toString('base64'), messageId: '1', attributes: {} } })));
    await fc.assert(
      fc.asyncProperty(fc.oneof(bytes, envelope), header, fc.constantFrom(0, 1), async (body, headers, which) => {
        const handler = handlers[which] ?? api;
        await mustStayCalm(handler, { method: 'POST', target: '/', headers, body });
      }),
      { numRuns: runs.numRuns * 2 },
    );
    const before = gateway.published.to(TOPICS.deadLetters).length;
    const receive = receiveResponsesHandler(gateway, ACCEPT_ALL);
    await receive({ method: 'POST', target: '/', headers: {}, body: Buffer.from('odd') });
    expect(String(gateway.published.to(TOPICS.deadLetters)[before]?.message.data)).toBe('odd');
    const wrapped = { message: { data: Buffer.from(answerBody({ id: 'good-answer' })).toString('base64'), messageId: '2' } };
    expect((await receive({ method: 'POST', target: '/', headers: {}, body: Buffer.from(JSON.stringify(wrapped)) })).status).toBe(204);
    expect(gateway.store.records().some(({ requestId }) => requestId === 'good-answer')).toBe(true);
  });

  it('in the environment is explained, and its values are not repeated', () => {
    const variables = fc.dictionary(
      fc.constantFrom(
        'GOOGLE_CLOUD_PROJECT',
        'JOB_TYPES',
        'RESULTS_TOPIC',
        'DEAD_LETTER_TOPIC',
        'POLICY',
        'BUDGETS',
        'PRIORITY_CARRIER',
        'LOG_LEVEL',
        'PUSH_ACCOUNT',
      ),
      fc.oneof(
        text,
        json.map((value) => JSON.stringify(value)),
      ),
    );
    fc.assert(
      fc.property(variables, (env) => {
        try {
          readConfig('receive-responses', env);
        } catch (error) {
          expect((error as { code?: string }).code).toBe('config-invalid');
        }
      }),
      runs,
    );
  });
});
