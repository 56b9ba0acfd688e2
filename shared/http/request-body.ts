/** A request's body, from bytes to what its call takes. */

import type { Body, MediaType } from '../api/call.ts';
import { violationsOf } from '../api/violations.ts';
import { type ReadJson, readJson } from '../protocol/read-json.ts';
import type { HttpRequest } from './http.ts';
import { refuse } from './problem-response.ts';

const UNREADABLE = {
  'not-utf8': 'The body is not UTF-8 text; send JSON in UTF-8.',
  'not-json': 'The body is not valid JSON; check quotes, commas and brackets.',
  'nested-too-deep': 'The body is nested more than 64 levels deep; no request needs that.',
} as const;

/** A body whose media type the call takes: a JSON value, or one for each line. */
export type ReadBody =
  | { readonly type: 'application/json'; readonly value: unknown }
  | { readonly type: 'application/x-ndjson'; readonly value: readonly ReadJson[] };

/**
 * @throws ProblemError 415 for another media type or a compressed body, 413 for one that is too large, 400
 * when it is not JSON, 422 when the router is to check it and it is not valid
 */
export function readBody(request: HttpRequest, { content, maxBytes, checkedBy }: Body): ReadBody {
  const type = requireMediaType(request, Object.keys(content) as MediaType[]);
  requireSize(request, maxBytes);
  if (type === 'application/x-ndjson')
    return { type, value: splitLines(request.body).map((line) => readJson(line)) };
  const value = requireJson(request.body);
  const schema = content[type]?.schema;
  if (checkedBy === 'use-case' || !schema) return { type, value };
  const parsed = schema.safeParse(value);
  return parsed.success ? { type, value: parsed.data } : refuseInvalid(violationsOf(parsed.error, value));
}

/** @returns why bytes cannot be read as JSON, as a sentence. */
export function unreadableDetail(reason: keyof typeof UNREADABLE): string {
  return UNREADABLE[reason];
}

function requireMediaType({ headers }: HttpRequest, accepted: readonly MediaType[]): MediaType {
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') {
    refuse('unsupported-media-type', 'The body is compressed; send it without Content-Encoding.');
  }
  const sent = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return (
    accepted.find((type) => type === sent) ??
    refuse('unsupported-media-type', `Set the header Content-Type to ${accepted.join(' or ')}.`)
  );
}

function requireSize({ body }: HttpRequest, max: number): void {
  if (body.length > max) refuse('too-large', `The body has ${body.length} bytes; at most ${max} are taken.`);
}

function requireJson(bytes: Uint8Array): unknown {
  const json = readJson(bytes);
  return json.ok ? json.value : refuse('not-json', UNREADABLE[json.reason]);
}

function refuseInvalid(errors: ReturnType<typeof violationsOf>): never {
  return refuse('invalid', 'Mend what errors lists, and send it again.', { errors });
}

/**
 * Lines that hold more than white space. Split as bytes: a line that is not UTF-8 must not spoil the others.
 */
function splitLines(body: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < body.length; ) {
    const newline = body.indexOf(0x0a, start);
    const end = newline === -1 ? body.length : newline;
    const line = body.subarray(start, end);
    if (line.toString('latin1').trim() !== '') lines.push(line);
    start = end + 1;
  }
  return lines;
}
