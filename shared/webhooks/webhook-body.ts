/** The body of a webhook (docs/webhooks.md, "What comes"). */
import type { PayloadKind } from './endpoint.ts';
import type { Result } from './result.ts';

/** Bytes of a body in full: one that is larger goes out thin. Standard Webhooks advises 20 kB at most. */
const MOST_BYTES = 100_000;

interface Shape {
  readonly payload: PayloadKind;
  /** Where jobs are read; without it, `url` is null. */
  readonly queryUrl: string | undefined;
}

/**
 * @returns JSON. In full, the job is there byte for byte as it was published: a number beyond 2^53 that
 * Modigie sent reaches the receiver undamaged. It follows from the result alone, so that it is the same at
 * every attempt
 */
export function webhookBody(result: Result, { payload, queryUrl }: Shape): Buffer {
  const head = headOf(`job.${result.status}`, result.endedAt);
  const size = Buffer.byteLength(head) + result.data.length + 1;
  if (payload === 'full' && size <= MOST_BYTES)
    return Buffer.concat([Buffer.from(head), result.data, Buffer.from('}')]);
  const truncated = payload === 'full' ? { truncated: true } : {};
  return Buffer.from(`${head}${JSON.stringify({ ...thin(result, queryUrl), ...truncated })}}`);
}

/** @returns the body of a ping: it is of no job, and shows that a receiver takes what is signed */
export function pingBody(webhook: string, timestamp: string): Buffer {
  return Buffer.from(`${headOf('gateway.ping', timestamp)}${JSON.stringify({ webhook })}}`);
}

function headOf(type: string, timestamp: string): string {
  return `${JSON.stringify({ type, timestamp }).slice(0, -1)},"data":`;
}

function thin(result: Result, queryUrl: string | undefined) {
  const { requestId, rootId, jobType, status, version, sequence, eventCodes, tags } = result;
  const url = queryUrl === undefined ? null : `${queryUrl}/v1/jobs/${encodeURIComponent(requestId)}`;
  return { requestId, rootId, jobType, status, version, sequence, eventCodes, tags, url };
}
