/** A request's body, from bytes to what its call takes. */

import type * as z from 'zod';
import type { Body, MediaType } from '../api/call.ts';
import { violationsOf } from '../api/violations.ts';
import { type ReadJson, readJson, type UnreadableJson } from '../protocol/read-json.ts';
import type { HttpRequest } from './http.ts';
import { refuse } from './problem-response.ts';

const UNREADABLE: Readonly<Record<UnreadableJson, string>> = {
  'not-utf8': 'is not UTF-8 text; send JSON in UTF-8.',
  'not-json': 'is not valid JSON; check quotes, commas and brackets.',
  'nested-too-deep': 'is nested more than 64 levels deep; no request needs that.',
};

const EMPTY: Readonly<Record<MediaType, string>> = {
  'application/json': 'The body is empty: send a JSON text.',
  'application/x-ndjson': 'The body is empty: send a JSON text on each line.',
};

/** One line of NDJSON. */
export type ReadLine = ReadJson & {
  /** From 1; blank lines count. */
  readonly line: number;
};

/** A body whose media type the call takes: a JSON value, or one for each line. */
export type ReadBody =
  | { readonly type: 'application/json'; readonly value: unknown }
  | { readonly type: 'application/x-ndjson'; readonly value: readonly ReadLine[] };

/**
 * @throws ProblemError 415 for another media type or a compressed body, 413 for one that is too large, 400
 * when it is not JSON, 422 when the router is to check it and it is not valid
 */
export function readBody(request: HttpRequest, { content, maxBytes, checkedBy }: Body): ReadBody {
  const type = requireMediaType(request, Object.keys(content) as MediaType[]);
  requireSize(request, maxBytes);
  if (isBlank(request.body)) refuse('not-json', EMPTY[type]);
  if (type === 'application/x-ndjson')
    return { type, value: linesOf(request.body).map(({ line, bytes }) => ({ line, ...readJson(bytes) })) };
  const value = requireJson(request.body);
  const schema = content[type]?.schema;
  if (checkedBy === 'use-case' || !schema) return { type, value };
  const parsed = schema.safeParse(value);
  return parsed.success ? { type, value: parsed.data } : refuseBody(parsed.error, value);
}

/**
 * @param subject the name of the bytes
 * @returns why bytes cannot be read as JSON, as a sentence
 */
export function unreadableDetail(reason: UnreadableJson, subject: string): string {
  return `${subject} ${UNREADABLE[reason]}`;
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
  return json.ok ? json.value : refuse('not-json', unreadableDetail(json.reason, 'The body'));
}

/** @throws ProblemError 422 always, with every violation */
export function refuseBody(error: z.ZodError | undefined, value: unknown): never {
  const errors = error ? violationsOf(error, value) : [];
  return refuse('invalid', 'Mend what errors lists, and send it again.', { errors });
}

/**
 * Lines that hold more than white space. Split as bytes: a line that is not UTF-8 must not spoil the others.
 */
function linesOf(body: Buffer): { line: number; bytes: Buffer }[] {
  const lines: { line: number; bytes: Buffer }[] = [];
  for (let start = 0, line = 1; start < body.length; line += 1) {
    const newline = body.indexOf(0x0a, start);
    const end = newline === -1 ? body.length : newline;
    const bytes = body.subarray(start, end);
    if (!isBlank(bytes)) lines.push({ line, bytes });
    start = end + 1;
  }
  return lines;
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every(isWhiteSpace);
}

/** RFC 8259 §2: white space in JSON is tab, line feed, carriage return and space. */
function isWhiteSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
