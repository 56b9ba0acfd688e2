/** The HTTP API over a real socket; every response is held against what its call describes. */
import { afterAll, beforeAll } from 'vitest';
import { type Serving, serve } from '../../local/serve.ts';
import { apiHandler } from '../../local/stacks/api-handler.ts';
import { timestampOf } from '../../shared/protocol/timestamp.ts';
import { receiveResponse } from '../../shared/use-cases/receive/receive-response.ts';
import { apiFunctions } from '../api-functions.ts';
import { answerBody, messageIdOf, START, testGateway } from '../fixtures.ts';
import { mustBeDescribed } from './described.ts';

export const JSON_TYPE = { 'content-type': 'application/json' };

interface Sent {
  /** Text and bytes are sent as they are, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Serves a gateway in memory for the tests of one file. */
export function apiUnderTest(options: Parameters<typeof testGateway>[0] = {}) {
  const budgets = [{ name: 'small', tag: 'team=small', per: 'day', limit: 0 }] as const;
  const gateway = testGateway({ budgets: [...budgets], ...options });
  let serving: Serving;
  beforeAll(async () => {
    serving = await serve(apiHandler(apiFunctions(gateway)), 0);
  });
  afterAll(() => serving.close());

  async function call(method: string, path: string, { body, headers = JSON_TYPE }: Sent = {}) {
    const asIs = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
    const raw = asIs ? body : JSON.stringify(body);
    const response = await fetch(`http://127.0.0.1:${serving.port}${path}`, {
      method,
      headers,
      ...(raw !== undefined && { body: raw as string }),
    });
    const text = await response.text();
    mustBeDescribed(method, path, { status: response.status, headers: response.headers, text });
    const json = text.startsWith('{') ? JSON.parse(text) : undefined;
    return { status: response.status, headers: response.headers, text, json };
  }

  const post = (body: unknown, headers?: Readonly<Record<string, string>>) =>
    call('POST', '/v1/jobs', { body, ...(headers && { headers }) });

  /** Ends a job as Modigie does. */
  async function end(requestId: string, status: string, more: object = {}) {
    await receiveResponse(gateway, {
      messageId: messageIdOf(`${requestId}-${status}`),
      publishTime: timestampOf(START),
      data: Buffer.from(answerBody({ id: requestId, status, ...more })),
      attributes: {},
    });
  }

  return { gateway, call, post, end, address: () => `http://127.0.0.1:${serving.port}` };
}

/** @returns the last part of a problem's type */
export function problemType({ json }: { readonly json: { readonly type?: string } }): string | undefined {
  return json.type?.split(':').at(-1);
}
