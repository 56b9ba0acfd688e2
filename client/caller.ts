/** Makes the gateway's calls, each as many tries as it needs and may have. */

import { type Called, GatewayError, GatewayUnreachable } from './call-errors.ts';
import type { Answers, CallInBrief, CallTable, OperationId } from './call-table.ts';
import type { CallOptions, GatewayOptions } from './options.ts';
import { sleep } from './platform-timers.ts';
import { isPrivateWay } from './private-way.ts';
import { answerOf } from './read-answer.ts';
import { Retries, type RetryPolicy } from './retries.ts';
import { type Outgoing, send, type TransportOptions } from './transport.ts';

/** A call's parameters. */
export interface CallInput {
  /** The ID in its path, or the request ID that it submits. */
  readonly requestId?: string | undefined;
  /** The ID in its path, where it is no job's. */
  readonly id?: string | undefined;
  /** Values of a list are written with commas between them, times as RFC 3339 has them. */
  readonly query?:
    | Readonly<Record<string, string | number | readonly string[] | Date | undefined>>
    | undefined;
  /** JSON text. */
  readonly body?: string | undefined;
  /** Beside those of every call. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

interface Answered<Id extends OperationId> {
  readonly value: Answers[Id];
  readonly status: number;
  /** The text that the value was read from. */
  readonly text: string;
}

const NO_JOB = { status: 404, type: 'job-not-found', title: 'No job has this request ID' };
const NOTHING = { status: 404, type: 'not-found', title: 'Nothing has this ID' };

const DEFAULTS = { maxRetries: 4, timeoutMs: 60_000 };

export class Caller {
  readonly sleep: RetryPolicy['sleep'];
  readonly now: () => number;
  readonly #calls: CallTable;
  readonly #addresses: Readonly<Record<CallInBrief<OperationId>['servedBy'], string>>;
  readonly #transport: TransportOptions;
  readonly #policy: RetryPolicy;

  /** @throws TypeError for an address that is none, or to which a token would go unencrypted */
  constructor(options: GatewayOptions, calls: CallTable) {
    this.#calls = calls;
    this.#addresses = {
      'submit-jobs': addressOf('url', options),
      'operate-jobs': addressOf('operateUrl', options),
      'query-jobs': addressOf('queryUrl', options),
      'deliver-webhooks': addressOf('webhooksUrl', options),
    };
    this.sleep = options.sleep ?? sleep;
    this.now = options.now ?? Date.now;
    this.#transport = {
      fetch: options.fetch ?? ((target, request) => fetch(target, request)),
      auth: options.auth,
      timeoutMs: options.timeoutMs ?? DEFAULTS.timeoutMs,
      now: this.now,
    };
    this.#policy = {
      maxRetries: options.maxRetries ?? DEFAULTS.maxRetries,
      sleep: this.sleep,
      onRetry: options.onRetry ?? (() => undefined),
    };
  }

  /**
   * As many tries as it takes and there may be.
   * @throws GatewayError, GatewayUnreachable, the signal's reason
   */
  async call<Id extends OperationId>(
    id: Id,
    input: CallInput,
    options: CallOptions & {
      /** Counts the tries. */
      readonly retries?: Retries;
    } = {},
  ): Promise<Answered<Id>> {
    const retries = options.retries ?? this.retries(id, options);
    for (;;) {
      try {
        return await this.once(id, input, options);
      } catch (error) {
        if (!isFailure(error) || !(await retries.next(error))) throw error;
      }
    }
  }

  /** One try. @throws GatewayError, GatewayUnreachable, the signal's reason */
  async once<Id extends OperationId>(
    id: Id,
    input: CallInput,
    { signal }: CallOptions = {},
  ): Promise<Answered<Id>> {
    const outgoing = this.#outgoing(id, input);
    const reply = await send(this.#transport, outgoing, signal);
    return {
      value: answerOf<Id>(this.#brief(id).mark, reply, outgoing),
      status: reply.status,
      text: reply.text,
    };
  }

  /** @returns where a call goes */
  called(id: OperationId): Called {
    return { operation: id, address: this.#addresses[this.#brief(id).servedBy] };
  }

  /** @returns what counts the tries of a call whose failures the caller of `once` sees to */
  retries(id: OperationId, { signal }: CallOptions = {}): Retries {
    return new Retries(this.#policy, id, signal);
  }

  #brief<Id extends OperationId>(id: Id): CallInBrief<Id> {
    return this.#calls[id] as CallInBrief<Id>;
  }

  #outgoing(operation: OperationId, { requestId, id, query = {}, body, headers }: CallInput): Outgoing {
    const { method, path } = this.#brief(operation);
    const given = Object.entries(query).flatMap(([name, value]) =>
      value === undefined
        ? []
        : [[name, value instanceof Date ? value.toISOString() : String(value)] as [string, string]],
    );
    const search = given.length > 0 ? `?${new URLSearchParams(given)}` : '';
    const target = path.includes('{id}') ? path.replace('{id}', segmentOf({ id, requestId })) : path;
    return { ...this.called(operation), method, target: target + search, body, headers, requestId };
  }
}

/** Whether a call failed as calls do; anything else is the caller's own, such as what `auth` threw. */
export function isFailure(error: unknown): error is GatewayError | GatewayUnreachable {
  return error instanceof GatewayError || error instanceof GatewayUnreachable;
}

/** @returns the address that has the name, or `url`, without what a call's path would double */
function addressOf(
  name: 'url' | 'queryUrl' | 'operateUrl' | 'webhooksUrl',
  { auth, url: otherwise, [name]: text = otherwise }: GatewayOptions,
): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash)
    throw new TypeError(`${name} must be an address such as https://gateway.example.com.`);
  if (auth && !isPrivateWay(url))
    throw new TypeError(`${name} must begin with https:, as auth gives a token.`);
  return url.href.replace(/\/+$/, '');
}

/** @throws GatewayError for what would lead to another path (RFC 3986 §5.2.4), and names nothing */
function segmentOf({ id, requestId = '' }: Pick<CallInput, 'id' | 'requestId'>): string {
  const segment = id ?? requestId;
  if (!['', '.', '..'].includes(segment)) return encodeURIComponent(segment);
  const detail = 'An ID is not blank, nor made of one or two dots.';
  throw id === undefined
    ? new GatewayError({ ...NO_JOB, detail, requestId })
    : new GatewayError({ ...NOTHING, detail });
}
