/** One submission's result as HTTP says it: alone and inside a batch the same. */

import { LIMITS } from '../../shared/api/limits.ts';
import { problem } from '../../shared/api/problem.ts';
import type { Problem } from '../../shared/api/problem-schema.ts';
import type { View } from '../../shared/api/view.ts';
import type { Headers } from '../../shared/http/http.ts';
import { overBudgetProblem } from '../../shared/http/over-budget.ts';
import { MAX_DATA_BYTES } from '../../shared/protocol/max-data-bytes.ts';
import { jobText } from '../../shared/use-cases/read/job-view.ts';
import type { SubmitResult } from '../../shared/use-cases/submit/submit-job.ts';

interface AnsweredJob {
  readonly status: 200 | 202;
  readonly headers: Headers;
  readonly requestId: string;
  /** The job's JSON text. */
  readonly job: string;
}
export interface AnsweredProblem {
  readonly status: number;
  readonly headers: Headers;
  readonly problem: Problem;
}
export type Answered = AnsweredJob | AnsweredProblem;

interface Answering {
  readonly view?: View;
  /** Whether there is room for what Modigie sent. */
  readonly hasRoom?: boolean;
}

export function answerOf(result: SubmitResult, { view = 'full', hasRoom = true }: Answering = {}): Answered {
  switch (result.kind) {
    case 'accepted':
      return {
        status: 202,
        headers: {},
        requestId: result.requestId,
        job: jobText(result.record, {}, hasRoom ? view : 'brief'),
      };
    case 'replayed':
      return {
        status: 200,
        headers: { 'idempotency-replayed': 'true' },
        requestId: result.requestId,
        job: hasRoom
          ? jobText(result.record, result.named ? {} : { advice: ADVICE_TO_ASK_ANEW }, view)
          : jobText(result.record, { advice: ADVICE_TO_READ }, 'brief'),
      };
    case 'request-id-reused':
      return refused(
        problem('request-id-reused', `${usedBefore(result.differing)} Choose a new request ID.`, {
          requestId: result.requestId,
        }),
      );
    case 'invalid':
      return refused(
        problem('invalid', 'Mend what errors lists, and send it again.', { errors: result.violations }),
      );
    case 'too-large':
      return refused(
        problem(
          'too-large',
          `The request to Modigie would have ${result.bytes} bytes; at most ${MAX_DATA_BYTES} are sent.`,
        ),
      );
    case 'over-budget': {
      const { document, headers } = overBudgetProblem(result);
      return refused(document, headers);
    }
    case 'unavailable':
      return refused(
        problem('unavailable', result.misconfigured ? MISCONFIGURED : NOT_CERTAIN, {
          requestId: result.requestId,
        }),
        {
          'retry-after': String(LIMITS.retryAfterSeconds),
        },
      );
    case 'fault':
      return refused(
        problem('internal', 'The fault is logged. Sending the same request again requests nothing twice.', {
          ...(result.requestId && { requestId: result.requestId }),
        }),
      );
    default:
      return result satisfies never;
  }
}

/** @param differing none of another team's job, of which nothing is said */
function usedBefore(differing: readonly string[]): string {
  if (differing.length === 0) return 'It is taken.';
  return `It was used before with another ${differing.join(', ')}.`;
}

const NOT_CERTAIN = 'It is not certain that the job was stored. Send the same request again.';
const MISCONFIGURED =
  "The store refuses the gateway, and an operator has to mend it: the log's store.misconfigured says what. " +
  'Send the same request again then.';

/**
 * For a caller who may mean to request the same lead once more: nothing new was requested (docs/operate.md).
 */
const ADVICE_TO_ASK_ANEW =
  'The same request was accepted at requestedAt, and is not sent again. To request the lead anew, give a ' +
  'requestId of your own, or retry this one.';

/** For a job of a batch whose answer is full. */
const ADVICE_TO_READ = 'job is left out, since the answer would be too large: read it by the request ID.';

/** A batch item: `status` is the HTTP status that it would have got alone. */
export function itemText(answer: Answered): string {
  if ('problem' in answer) return JSON.stringify({ ...answer.problem, status: answer.status });
  const replayed = answer.headers['idempotency-replayed'] !== undefined;
  return `{"status":${answer.status},"requestId":${JSON.stringify(answer.requestId)},"replayed":${replayed},"job":${answer.job}}`;
}

/** @returns the result of a submission that was refused. */
export function refused(document: Problem, headers: Headers = {}): AnsweredProblem {
  return { status: document.status, headers, problem: document };
}
