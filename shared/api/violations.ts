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

/** As many as a person mends at a time. Untold, the sender would choose how large the answer is. */
const MAX_TOLD = 50;
/** Characters of a key that a pointer repeats. */
const MAX_KEY = 100;

/**
 * The violations zod found, as JSON Pointers with the kind of the offending value, never the value itself:
 * the first 50, and one more that counts the others.
 * @param error what zod reported
 * @param input the value that was parsed, to name kinds
 * @param base pointer of `input` inside the whole document
 */
export function violationsOf(error: z.ZodError, input: unknown, base = ''): Violation[] {
  const told: Violation[] = [];
  let found = 0;
  for (const issue of error.issues) {
    const room = MAX_TOLD - told.length;
    if (room > 0) told.push(...describe(issue, { input, base, room }));
    found += issue.code === 'unrecognized_keys' ? issue.keys.length : 1;
  }
  const untold = found - told.length;
  if (untold === 0) return told;
  return [...told, { pointer: base, detail: `has ${untold} more violation${untold === 1 ? '' : 's'}` }];
}

interface Where {
  readonly input: unknown;
  readonly base: string;
  /** So many violations are described. */
  readonly room: number;
}

function describe(issue: z.core.$ZodIssue, { input, base, room }: Where): Violation[] {
  const pointer = base + toPointer(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, room).map((key) => ({
      pointer: `${pointer}/${escapeToken(key)}`,
      detail: issue.message.startsWith('Unrecognized')
        ? 'is not a known property; remove it or check its spelling'
        : issue.message,
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

/** A long key is cut: its sender finds it by its beginning. */
function escapeToken(key: string): string {
  const shown = key.length > MAX_KEY ? `${key.slice(0, MAX_KEY).toWellFormed()}…` : key;
  return shown.replaceAll('~', '~0').replaceAll('/', '~1');
}
