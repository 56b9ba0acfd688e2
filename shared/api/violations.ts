import type * as z from 'zod';
import { read } from '../protocol/json-path.ts';

/**
 * One thing that is wrong with an input: where (RFC 6901 JSON Pointer) and what to do about it. Never holds a
 * value.
 */
export interface Violation {
  readonly pointer: string;
  readonly detail: string;
}

/**
 * Every violation zod found, as JSON Pointers with the kind of the offending value, never the value itself.
 * @param error what zod reported
 * @param input the value that was parsed, to name kinds
 * @param base pointer of `input` inside the whole document
 */
export function violationsOf(error: z.ZodError, input: unknown, base = ''): Violation[] {
  return error.issues.flatMap((issue) => describe(issue, input, base));
}

function describe(issue: z.core.$ZodIssue, input: unknown, base: string): Violation[] {
  const pointer = base + toPointer(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: `${pointer}/${escapeToken(key)}`,
      detail: 'is not a known property; remove it or check its spelling',
    }));
  }
  if (issue.code === 'invalid_type') {
    return [{ pointer, detail: ofAnotherKind(issue, kindOf(read(input, ...issue.path))) }];
  }
  return [{ pointer, detail: issue.message }];
}

/** Told in the rule's own words where it has some. zod calls a number with a fraction another kind. */
function ofAnotherKind({ expected, message }: z.core.$ZodIssueInvalidType, kind: string): string {
  if (kind === 'nothing') return `is required: give ${article(expected)}`;
  if (!message.startsWith('Invalid input')) return message;
  if (expected === 'int') return 'must be a whole number';
  return `must be ${article(expected)}, not ${article(kind)}`;
}

/** @returns the RFC 6901 JSON Pointer of a path. */
function toPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${escapeToken(String(key))}`).join('');
}

/** @returns the JSON kind of a value, for messages: never the value. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function article(kind: string): string {
  if (kind === 'null') return kind;
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

function escapeToken(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
