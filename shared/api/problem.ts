import type { Problem } from './problem-schema.ts';
import { PROBLEMS, type ProblemType, problemUri } from './problems.ts';

/** Members of a problem document beside its kind and its remedy. */
export type ProblemExtras = Pick<
  Problem,
  'requestId' | 'operation' | 'parameter' | 'reason' | 'budget' | 'limit' | 'used' | 'renewsAt' | 'errors'
>;

/**
 * @param detail what to do about it; never a value that was sent
 * @returns the problem document (RFC 9457 §3)
 */
export function problem(type: ProblemType, detail: string, extras: ProblemExtras = {}): Problem {
  const { status, title } = PROBLEMS[type];
  return { type: problemUri(type), title, status, detail, ...extras };
}
