import { LIMITS } from '../../shared/api/limits.ts';
import { SUBMIT_CALLS } from '../../shared/api/submit-calls.ts';
import type { Violation } from '../../shared/api/violations.ts';
import { type HttpHandler, jsonText } from '../../shared/http/http.ts';
import { refuseParameter } from '../../shared/http/parameters.ts';
import { problemResponse } from '../../shared/http/problem-response.ts';
import { type CallHandler, router } from '../../shared/http/router.ts';
import { later } from '../../shared/jobs/instant.ts';
import type { RequestId } from '../../shared/protocol/request-id.ts';
import type { GatewayContext } from '../../shared/use-cases/context.ts';
import type { ForecastContext } from '../../shared/use-cases/forecast/forecast-context.ts';
import { submitBatch } from '../../shared/use-cases/submit/submit-batch.ts';
import { submitJob } from '../../shared/use-cases/submit/submit-job.ts';
import { type Answered, answerOf, itemText } from './answer.ts';
import { itemsOf } from './batch-items.ts';
import { forecastMany } from './forecast-handler.ts';

type Submitting = typeof SUBMIT_CALLS;

/**
 * Takes in jobs, one or many, and tells what they would cost.
 * @param timeBudgetMs for so long a batch begins items; below the function's timeout
 * @param queryUrl where jobs are read, when that is another address than this function's
 */
export function submitJobsHandler(
  context: ForecastContext,
  timeBudgetMs: number,
  queryUrl = '',
): HttpHandler {
  return router(
    SUBMIT_CALLS,
    {
      submitJob: submitOne(context, queryUrl),
      batchSubmitJobs: submitMany(context, timeBudgetMs),
      forecastJobs: forecastMany(context),
    },
    { telemetry: context.telemetry, everyCall },
  );
}

/** Not loaded with the function: only a request that is none of its own asks for the calls of others. */
async function everyCall() {
  return (await import('../../shared/api/calls.ts')).CALLS;
}

function submitOne(context: GatewayContext, queryUrl: string): CallHandler<Submitting['submitJob']> {
  return async ({ caller, headers, body }) => {
    const input = withIdempotencyKey(body.value, headers['Idempotency-Key']);
    const result = await submitJob({ ...context, caller }, input);
    if (result.kind === 'invalid' && input !== body.value)
      refuseKey(result.violations.find(({ pointer }) => pointer === '/requestId'));
    const answer = answerOf(result);
    if ('problem' in answer) return problemResponse(answer.problem, answer.headers);
    const location = `${queryUrl}/v1/jobs/${answer.requestId}`;
    return jsonText(answer.status, answer.job, { location, ...answer.headers });
  };
}

function submitMany(
  context: GatewayContext,
  timeBudgetMs: number,
): CallHandler<Submitting['batchSubmitJobs']> {
  return async ({ caller, query: { view }, body }) => {
    const startBefore = later(context.clock.now(), timeBudgetMs);
    const items = itemsOf(body);
    const results = await submitBatch({ ...context, caller }, items, startBefore);
    const lines = body.type === 'application/x-ndjson' ? body.value.map(({ line }) => line) : [];
    let room = LIMITS.answerBytes;
    const texts = results.map((result, i) => {
      const text = (hasRoom: boolean) =>
        itemText('kind' in result ? atLine(lines[i], answerOf(result, { view, hasRoom })) : result);
      const whole = text(true);
      room -= Buffer.byteLength(whole);
      return room < 0 ? text(false) : whole;
    });
    return jsonText(207, `{"results":[${texts.join(',')}]}`);
  };
}

/** The header is another way to say `requestId`; said twice, it has to be the same. */
function withIdempotencyKey(input: unknown, key: RequestId | undefined): unknown {
  if (key === undefined || typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  const given = (input as { requestId?: unknown }).requestId;
  if (given === key) return input;
  return given === undefined
    ? { ...input, requestId: key }
    : refuseParameter(
        'Idempotency-Key',
        'differs from requestId: make them equal, or leave one of them out.',
      );
}

/** A request ID that came in the header only is no member of the body that could be pointed at. */
function refuseKey(violation: Violation | undefined): void {
  if (violation) refuseParameter('Idempotency-Key', `${violation.detail}.`);
}

/** @param line of NDJSON: blank lines have no result, so the place of a result does not tell it */
function atLine(line: number | undefined, answer: Answered): Answered {
  if (line === undefined || !('problem' in answer)) return answer;
  return { ...answer, problem: { ...answer.problem, detail: `Line ${line}: ${answer.problem.detail}` } };
}
