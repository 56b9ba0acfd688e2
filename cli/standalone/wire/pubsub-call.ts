/** Calls of Pub/Sub's REST API v1 as the standalone gateway's account, which change nothing. */
import * as z from 'zod';
import { parsedJson } from '../../../shared/protocol/parsed-json.ts';
import type { WireTransport } from './wire-transport.ts';

/** https://google.aip.dev/193 */
const ErrorSchema = z.object({
  error: z.object({
    status: z.string().default(''),
    message: z.string().default(''),
    details: z.array(z.object({ reason: z.string().optional() })).default([]),
  }),
});

export interface PubSubAnswer {
  /** Of HTTP. */
  readonly status: number;
  /** Google's name of a fault, such as `NOT_FOUND`; empty where there is none. */
  readonly fault: string;
  /** Google's own words; empty where there are none. */
  readonly told: string;
  /** Of `google.api.ErrorReason`, such as `SERVICE_DISABLED`. */
  readonly reasons: readonly string[];
  readonly body: unknown;
}

/** Pub/Sub did not answer, or another server did: this may pass. `message` ends a sentence on the address. */
export class NotReachedError extends Error {
  readonly code = 'not-reached';
}

/**
 * @param path below /v1/, such as `projects/P/topics/T:testIamPermissions`
 * @throws NotReachedError
 */
export type PubSubCall = (path: string, body?: object) => Promise<PubSubAnswer>;

export interface PubSubAddress {
  /** `https://pubsub.googleapis.com`, or that of an emulator. */
  readonly base: string;
  /** The headers that say who calls; they hold a token. */
  readonly authorize: () => Promise<Headers>;
}

const MAY_PASS = new Set([408, 429, 500, 502, 503, 504]);

/** @returns a call that is made twice when it may pass */
export function pubSubCall(send: WireTransport, { base, authorize }: PubSubAddress): PubSubCall {
  const once = async (path: string, body: object | undefined): Promise<PubSubAnswer> => {
    const headers = await authorize();
    const response = await send({ url: `${base}/v1/${path}`, headers, body }).catch(() => undefined);
    if (response === undefined) throw new NotReachedError('does not answer');
    const value = parsedJson(response.text);
    if (MAY_PASS.has(response.status)) throw new NotReachedError(`answers ${response.status}`);
    if (value === undefined) throw new NotReachedError(`answers ${response.status} with what is no JSON`);
    const { status = '', message = '', details = [] } = ErrorSchema.safeParse(value).data?.error ?? {};
    const reasons = details.flatMap(({ reason }) => reason ?? []);
    return { status: response.status, fault: status, told: message, reasons, body: value };
  };
  return async (path, body) => {
    try {
      return await once(path, body);
    } catch (error) {
      if (!(error instanceof NotReachedError)) throw error;
      return once(path, body);
    }
  };
}
