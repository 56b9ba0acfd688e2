import { readJson } from '../protocol/read-json.ts';
import type { HttpRequest } from './http.ts';
import { refuse } from './problem-response.ts';

const UNREADABLE = {
  'not-utf8': 'The body is not UTF-8 text; send JSON in UTF-8.',
  'not-json': 'The body is not valid JSON; check quotes, commas and brackets.',
  'nested-too-deep': 'The body is nested more than 64 levels deep; no request needs that.',
} as const;

/** @throws ProblemError 415 unless the body has one of these media types, uncompressed */
export function requireMediaType({ headers }: HttpRequest, ...accepted: readonly string[]): string {
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') {
    refuse('unsupported-media-type', 'The body is compressed; send it without Content-Encoding.');
  }
  const type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!accepted.includes(type))
    refuse('unsupported-media-type', `Set the header Content-Type to ${accepted.join(' or ')}.`);
  return type;
}

/** @throws ProblemError 413 when the body is larger than `max` bytes */
export function requireSize({ body }: HttpRequest, max: number): void {
  if (body.length > max) refuse('too-large', `The body has ${body.length} bytes; at most ${max} are taken.`);
}

/** @throws ProblemError 400 when the bytes are not JSON */
export function requireJson(bytes: Uint8Array): unknown {
  const json = readJson(bytes);
  return json.ok ? json.value : refuse('not-json', UNREADABLE[json.reason]);
}

/** @returns why bytes cannot be read as JSON, as a sentence. */
export function unreadableDetail(reason: keyof typeof UNREADABLE): string {
  return UNREADABLE[reason];
}
