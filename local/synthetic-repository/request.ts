/** Requests as the repository takes them (docs/protocol.md §2, §3.1). */
import { canonicalJson } from '../../shared/protocol/canonical-json.ts';
import { read } from '../../shared/protocol/json-path.ts';
import type { Message } from '../../shared/protocol/message.ts';
import { PayloadSchema } from '../../shared/protocol/payload.ts';
import { readJson } from '../../shared/protocol/read-json.ts';
import type { SentPayload } from './synthetic-job.ts';

export interface RequestMessage extends Message {
  readonly messageId: string;
  readonly publishTime: string;
}

export interface Request extends SentPayload {
  readonly id: string;
  readonly jobType: string;
  readonly priority: unknown;
  readonly expireAfter: string | undefined;
}

/** A request as it was sent. */
export interface Sent {
  readonly jobType: string;
  readonly message: Message;
}

/** Two requests are identical in topic, in the body as a JSON value, and in expiry. */
export function isIdentical(a: Sent, b: Sent): boolean {
  const expiry = ({ message }: Sent) => message.attributes['modigieJobExpireAfter'];
  return a.jobType === b.jobType && expiry(a) === expiry(b) && isSameBody(a.message.data, b.message.data);
}

function isSameBody(a: Buffer, b: Buffer): boolean {
  if (a.equals(b)) return true;
  const [one, other] = [readJson(a), readJson(b)];
  return one.ok && other.ok && canonicalJson(one.value) === canonicalJson(other.value);
}

/** A body that is no request makes a job without a payload, which validation then rejects. */
export function parseRequest(id: string, jobType: string, { data, attributes }: RequestMessage): Request {
  const body = readJson(data);
  const value = body.ok ? body.value : undefined;
  const parsed = PayloadSchema.safeParse(read(value, 'payload'));
  const payload = parsed.success ? parsed.data : {};
  return {
    id,
    jobType,
    payload,
    payloadText: JSON.stringify(payload),
    priority: read(value, 'priority'),
    expireAfter: attributes['modigieJobExpireAfter'],
  };
}
