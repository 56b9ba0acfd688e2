import { LIMITS } from '../../shared/api/limits.ts';
import { problem } from '../../shared/api/problem.ts';
import { SUBMIT_CALLS } from '../../shared/api/submit-calls.ts';
import { type HttpHandler, jsonText } from '../../shared/http/http.ts';
import { problemResponse, refuse } from '../../shared/http/problem-response.ts';
import { unreadableDetail } from '../../shared/http/request-body.ts';
import { type CallHandler, type CallInput, router } from '../../shared/http/router.ts';
import { later } from '../../shared/jobs/instant.ts';
import type { ReadJson } from '../../shared/protocol/read-json.ts';
import type { GatewayContext } from '../../shared/use-cases/context.ts';
import { type BatchItem, submitBatch } from '../../shared/use-cases/submit/submit-batch.ts';
import { submitJob } from '../../shared/use-cases/submit/submit-job.ts';
import { type Answered, answerOf, itemText, refused } from './answer.ts';

type Submitting = typeof SUBMIT_CALLS;

/**
 * Takes in jobs, one or many.
 * @param timeBudgetMs for so long a batch begins items; below the function's timeout
 */
export function submitJobsHandler(context: GatewayContext, timeBudgetMs: number): HttpHandler {
  return router(
    SUBMIT_CALLS,
    { submitJob: submitOne(context), batchSubmitJobs: submitMany(context, timeBudgetMs) },
    context.telemetry,
  );
}

function submitOne(context: GatewayContext): CallHandler<Submitting['submitJob']> {
  return async ({ headers, body }) => {
    const input = withIdempotencyKey(body.value, headers['Idempotency-Key']);
    const answer = answerOf(await submitJob(context, input));
    return 'problem' in answer
      ? problemResponse(answer.problem, answer.headers)
      : jsonText(answer.status, answer.job, answer.headers);
  };
}

function submitMany(
  context: GatewayContext,
  timeBudgetMs: number,
): CallHandler<Submitting['batchSubmitJobs']> {
  return async ({ body }) => {
    const startBefore = later(context.clock.now(), timeBudgetMs);
    const items = itemsOf(body);
    if (items.length > LIMITS.batchItems)
      refuse('too-large', `The batch has ${items.length} items; at most ${LIMITS.batchItems} are taken.`);
    const results = await submitBatch(context, items, startBefore);
    const texts = results.map((result) => itemText('kind' in result ? answerOf(result) : result));
    return jsonText(207, `{"results":[${texts.join(',')}]}`);
  };
}

/** The header is another way to say `requestId`; said twice, it has to be the same. */
function withIdempotencyKey(input: unknown, header: string | undefined): unknown {
  if (header === undefined || typeof input !== 'object' || input === null || Array.isArray(input))
    return input;
  // draft-ietf-httpapi-idempotency-key-header makes the value a quoted string; a bare one is what most
  // clients send.
  const key = /^"(.*)"$/.exec(header)?.[1] ?? header;
  const given = (input as { requestId?: unknown }).requestId;
  if (given !== undefined && given !== key) {
    refuse('invalid', 'The Idempotency-Key header and requestId differ.', {
      errors: [
        {
          pointer: '/requestId',
          detail: 'must equal the Idempotency-Key header, or one of the two must be left out',
        },
      ],
    });
  }
  return { ...input, requestId: key };
}

function itemsOf(body: CallInput<Submitting['batchSubmitJobs']>['body']): BatchItem<Answered>[] {
  if (body.type === 'application/x-ndjson') return body.value.map(lineItem);
  if (!Array.isArray(body.value))
    refuse('invalid', 'A batch is a JSON array of jobs.', {
      errors: [{ pointer: '', detail: 'must be an array; send one job alone to /v1/jobs' }],
    });
  return body.value.map((input: unknown) => ({ input }));
}

/** A line that is not JSON fails alone. */
function lineItem(json: ReadJson): BatchItem<Answered> {
  return json.ok
    ? { input: json.value }
    : { refused: refused(problem('not-json', unreadableDetail(json.reason))) };
}
