/** Answers of receivers, and what each means for the result (docs/webhooks.md, "Answer"). */

/** The status of an answer; or why none came, as a code such as ECONNREFUSED. */
export type ReceiverAnswer = { readonly status: number } | { readonly error: string };

/**
 * `taken`: it has it. `gone`: it wants nothing more (410), and it would be no use to try again. `failed`: all
 * else, redirects included, which are never followed.
 */
export type Verdict = 'taken' | 'gone' | 'failed';

const GONE = 410;

export function verdictOf(answer: ReceiverAnswer): Verdict {
  if ('error' in answer) return 'failed';
  if (answer.status >= 200 && answer.status < 300) return 'taken';
  return answer.status === GONE ? 'gone' : 'failed';
}
