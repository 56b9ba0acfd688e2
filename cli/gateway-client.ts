/** Calls the gateway's HTTP API: over the network, or a handler in this process. */

import * as z from 'zod';
import type { HttpRequest, HttpResponse } from '../shared/http/http.ts';
import type { Clock } from '../shared/ports/clock.ts';
import { UserError } from './output/user-error.ts';

/**
 * Sends one request and returns the response; rejects when there is none. A handler in this process is one.
 */
export type Transport = (request: HttpRequest) => Promise<Pick<HttpResponse, 'status' | 'body'>>;

const SubmittedSchema = z.object({
  status: z.number(),
  detail: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});
export type Submitted = z.infer<typeof SubmittedSchema>;

const JobSchema = z.object({
  requestId: z.string(),
  attempt: z.number(),
  status: z.string(),
  reasonType: z.string().nullable(),
  discardReasonType: z.string().nullable(),
  eventCodes: z.record(z.string(), z.string()),
  purgedAt: z.string().nullable(),
  job: z.unknown(),
});
export type Job = z.infer<typeof JobSchema>;

const MAX_TRIES = 6;
const FIRST_DELAY_MS = 500;

export class GatewayClient {
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #name: string;

  /** @param name how the user knows the gateway, for messages */
  constructor(transport: Transport, clock: Clock, name: string) {
    this.#transport = transport;
    this.#clock = clock;
    this.#name = name;
  }

  /** @returns one result per submission, in order */
  async submit(submissions: readonly object[]): Promise<Submitted[]> {
    const results = await this.#submitOnce(submissions);
    for (let tries = 1; tries < MAX_TRIES; tries += 1) {
      const failed = results.flatMap(({ status }, i) => (status >= 500 ? [i] : []));
      if (failed.length === 0) break;
      await this.#clock.sleep(FIRST_DELAY_MS * 2 ** (tries - 1));
      const again = await this.#submitOnce(failed.map((i) => submissions[i] ?? {}));
      for (const [at, i] of failed.entries()) results[i] = again[at] ?? { status: 500 };
    }
    return results;
  }

  async #submitOnce(submissions: readonly object[]): Promise<Submitted[]> {
    const schema = z.object({ results: z.array(SubmittedSchema) });
    return this.#read(schema, await this.#send('POST', '/v1/jobs:batch', submissions)).results;
  }

  /** @returns one job per ID, in order; null for one that is not final yet */
  async readFinal(requestIds: readonly string[]): Promise<(Job | null)[]> {
    const schema = z.object({ jobs: z.array(JobSchema.nullable()) });
    return this.#read(schema, await this.#send('POST', '/v1/jobs:batchGet', { requestIds, finalOnly: true }))
      .jobs;
  }

  async countByStatus(): Promise<Record<string, number>> {
    const schema = z.object({ byStatus: z.record(z.string(), z.number()) });
    return this.#read(schema, await this.#send('GET', '/v1/jobs:count')).byStatus;
  }

  /** @returns the job as the gateway shows it; undefined when there is none */
  async readOne(requestId: string): Promise<unknown> {
    const response = await this.#send('GET', `/v1/jobs/${encodeURIComponent(requestId)}`);
    return response.status === 404 ? undefined : this.#read(z.unknown(), response);
  }

  #read<T>(schema: z.ZodType<T>, { status, body }: { status: number; body: string }): T {
    if (status === 401 || status === 403)
      throw new UserError(
        `${this.#name} refused the caller (${status}): pass an identity token with --token.`,
      );
    const parsed = status < 300 ? schema.safeParse(jsonOf(body)) : undefined;
    if (!parsed?.success)
      throw new UserError(`${this.#name} answered ${status}, but not as a gateway does: check the address.`);
    return parsed.data;
  }

  /** Sending again is safe: the gateway takes the same request once. */
  async #send(method: string, target: string, content?: unknown) {
    const body = Buffer.from(content === undefined ? '' : JSON.stringify(content));
    const request: HttpRequest = { method, target, headers: { 'content-type': 'application/json' }, body };
    for (let tries = 1; ; tries += 1) {
      const response = await this.#transport(request).catch(() => undefined);
      if (response && response.status < 500 && response.status !== 429) return response;
      if (tries === MAX_TRIES)
        throw new UserError(
          response ? `${this.#name} keeps answering ${response.status}.` : `${this.#name} cannot be reached.`,
        );
      await this.#clock.sleep(FIRST_DELAY_MS * 2 ** (tries - 1));
    }
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export interface GatewayAddress {
  readonly gateway: string;
  /** Where jobs are read, when reading and submitting are served under two addresses. */
  readonly query?: string | undefined;
  readonly token?: string | undefined;
}

/** @returns a transport over HTTP. */
export function overHttp({ gateway, query, token }: GatewayAddress): Transport {
  return async ({ method, target, headers, body }) => {
    const base = target === '/v1/jobs:batch' || query === undefined ? gateway : query;
    const response = await fetch(new URL(target, base), {
      method,
      headers: { ...headers, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      ...(method === 'POST' && { body: new Uint8Array(body) }),
    });
    return { status: response.status, body: await response.text() };
  };
}
