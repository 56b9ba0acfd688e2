/** A request's body, from bytes to what its call takes. */

import type * as z from 'zod';
import type { Body, MediaType } from '../api/call.ts';
import type { ProblemType } from '../api/problems.ts';
import { violationsOf } from '../api/violations.ts';
import { isWhiteSpace } from '../protocol/json-extent.ts';
import { type ReadJson, readJson, type UnreadableJson } from '../protocol/read-json.ts';
import type { HttpRequest } from './http.ts';
import { refuse } from './problem-response.ts';

const UNREADABLE: Readonly<Record<UnreadableJson, string>> = {
  'not-utf8': 'is not UTF-8 text; send JSON in UTF-8.',
  'not-json': 'is not valid JSON; check quotes, commas and brackets.',
  'nested-too-deep': 'is nested more than 64 levels deep; no request needs that.',
  'too-many-values': 'has more values, members and entries at all levels, than are taken.',
};

const EMPTY: Readonly<Record<MediaType, string>> = {
  'application/json': 'The body is empty: send a JSON text.',
  'application/x-ndjson': 'The body is empty: send a JSON text on each line.',
};

const NEWLINE = 0x0a;

/** One line of NDJSON. */
export type ReadLine = ReadJson & {
  /** From 1; blank lines count. */
  readonly line: number;
};

/** A body whose media type the call takes: a JSON value, or one for each line. */
export type ReadBody =
  | { readonly type: 'application/json'; readonly value: unknown }
  | { readonly type: 'application/x-ndjson'; readonly value: readonly ReadLine[] };

/** Whether a call that may be made without a body is. */
export function isAbsent({ body }: HttpRequest, { optional = false }: Body): boolean {
  return optional && isBlank(body);
}

/**
 * @throws ProblemError 415 for another media type or a compressed body, 413 for one that is too large or has
 * too many lines or values, 400 when it is not JSON, 422 when the router is to check it and it is not valid
 */
export function readBody(request: HttpRequest, accepted: Body): ReadBody {
  const { content, checkedBy } = accepted;
  const type = requireMediaType(request, Object.keys(content) as MediaType[]);
  requireSize(request, accepted.maxBytes);
  if (isBlank(request.body)) refuse('not-json', EMPTY[type]);
  if (type === 'application/x-ndjson') return { type, value: readLines(request.body, accepted) };
  const value = requireJson(request.body, accepted);
  const schema = content[type]?.schema;
  if (checkedBy === 'use-case' || !schema) return { type, value };
  const parsed = schema.safeParse(value);
  return parsed.success ? { type, value: parsed.data } : refuseBody(parsed.error, value);
}

/**
 * @param subject the name of the bytes
 * @returns the problem of bytes that cannot be read as JSON: its type, and why, as a sentence
 */
export function unreadable(reason: UnreadableJson, subject: string): [ProblemType, detail: string] {
  return [reason === 'too-many-values' ? 'too-large' : 'not-json', `${subject} ${UNREADABLE[reason]}`];
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

function requireJson(bytes: Uint8Array, bounds: Pick<Body, 'maxValues'>): unknown {
  const json = readJson(bytes, bounds);
  return json.ok ? json.value : refuse(...unreadable(json.reason, 'The body'));
}

/** @throws ProblemError 422 always, with every violation */
export function refuseBody(error: z.ZodError | undefined, value: unknown): never {
  const errors = error ? violationsOf(error, value) : [];
  return refuse('invalid', 'Mend what errors lists, and send it again.', { errors });
}

/**
 * A line that has too many values is refused alone; lines that have too many together are refused together.
 */
function readLines(body: Buffer, { maxValues, items }: Body): ReadLine[] {
  const lines: ReadLine[] = [];
  let values = 0;
  for (const { line, bytes } of linesOf(body)) {
    if (items && lines.length === items.max) refuseItems(items.max);
    const json = readJson(bytes, { maxValues: items?.maxValues ?? maxValues });
    values += json.ok ? json.values : 0;
    if (values > maxValues) refuse(...unreadable('too-many-values', 'The body'));
    lines.push({ line, ...json });
  }
  return lines;
}

/** @throws ProblemError 413 always */
export function refuseItems(max: number): never {
  return refuse('too-large', `The batch has more than ${max} items; send them in several.`);
}

/**
 * Lines that hold more than white space. Split as bytes: a line that is not UTF-8 must not spoil the others.
 * Blank lines cost nothing but their bytes, and no line is looked for that is not asked for.
 */
function* linesOf(body: Buffer): Generator<{ line: number; bytes: Buffer }> {
  let line = 1;
  let start = 0;
  for (let at = 0; at < body.length; at += 1) {
    if (body[at] === NEWLINE) {
      line += 1;
      start = at + 1;
    } else if (!isWhiteSpace(body[at])) {
      const newline = body.indexOf(NEWLINE, at);
      const end = newline === -1 ? body.length : newline;
      yield { line, bytes: body.subarray(start, end) };
      at = end - 1;
    }
  }
}

function isBlank(bytes: Buffer): boolean {
  for (const byte of bytes) if (!isWhiteSpace(byte)) return false;
  return true;
}
