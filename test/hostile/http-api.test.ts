import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { apiHandler } from '../../local/stacks/api-handler.ts';
import type { HttpHandler } from '../../shared/http/http.ts';
import { apiFunctions } from '../api-functions.ts';
import { submission, testGateway } from '../fixtures.ts';
import { bytes, headers, json, runs, text } from './arbitraries.ts';
import { mustStayCalm } from './calm.ts';

let api: HttpHandler;
beforeEach(() => {
  api = apiHandler(apiFunctions(testGateway()));
});

const post = (target: string, body: Buffer | string, type = 'application/json') =>
  api({ method: 'POST', target, headers: { 'content-type': type }, body: Buffer.from(body) });

describe('hostile input to the HTTP API', () => {
  it('is answered below 500, and a good submission after it is accepted', async () => {
    const target = fc.oneof(
      fc.constantFrom(
        '/v1/jobs',
        '/v1/jobs:batch',
        '/v1/jobs:forecast',
        '/v1/jobs:batchGet',
        '/v1/jobs:count',
        '/v1/jobs?pageSize=1',
        '/v1/jobs/x:retry',
        '/v1/jobs/x:reveal',
        '/v1/deadLetters/x:reveal',
      ),
      text.map((part) => `/v1/jobs/${part}`),
      text.map((part) => `/v1/jobs/${part}:reveal`),
      text.map((part) => `/v1/jobs?view=${part}`),
      text.map((part) => `/v1/jobs?tag=${part}&pageToken=${part}&pageSize=${part}`),
    );
    const request = fc.record({
      method: fc.constantFrom('GET', 'POST', 'PUT', ''),
      target,
      headers: fc.oneof(headers, fc.constant({ 'content-type': 'application/json' })),
      body: bytes,
    });
    await fc.assert(
      fc.asyncProperty(request, async (one) => void (await mustStayCalm(api, one))),
      runs(0.4),
    );
    expect((await post('/v1/jobs', JSON.stringify(submission('after-all')))).status).toBe(202);
  });

  it('does not stop a good item of its batch, as JSON or by the line', async () => {
    let cases = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(json, { maxLength: 5 }),
        fc.array(bytes, { maxLength: 5 }),
        async (items, lines) => {
          cases += 1;
          const array = await post(
            '/v1/jobs:batch',
            JSON.stringify([...items, submission(`array-${cases}`), ...items]),
          );
          expect(JSON.parse(array.body).results[items.length]).toMatchObject({
            status: 202,
            requestId: `array-${cases}`,
          });
          const bad = lines.map((line) =>
            Buffer.concat([
              Buffer.from(line.toString('latin1').replaceAll('\n', ''), 'latin1'),
              Buffer.from('\n'),
            ]),
          );
          const body = Buffer.concat([
            ...bad,
            Buffer.from(`${JSON.stringify(submission(`line-${cases}`))}\n`),
            ...bad,
          ]);
          const ndjson = await post('/v1/jobs:batch', body, 'application/x-ndjson');
          const accepted = (JSON.parse(ndjson.body).results as { status: number; requestId?: string }[]).find(
            ({ requestId }) => requestId === `line-${cases}`,
          );
          expect(accepted?.status).toBe(202);
        },
      ),
      runs(0.1),
    );
  });
});
