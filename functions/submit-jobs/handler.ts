import type { Problem } from '../../shared/api/problem-schema.ts';
import { problem } from '../../shared/api/problems.ts';
import { type HttpHandler, type HttpRequest, type HttpResponse, jsonText } from '../../shared/http/http.ts';
import { problemResponse, refuse } from '../../shared/http/problem-response.ts';
import {
  requireJson,
  requireMediaType,
  requireSize,
  unreadableDetail,
} from '../../shared/http/request-body.ts';
import { router } from '../../shared/http/router.ts';
import { readJson } from '../../shared/protocol/read-json.ts';
import type { RequestId } from '../../shared/protocol/request-id.ts';
import type { GatewayContext } from '../../shared/use-cases/context.ts';
import { type BatchItem, MAX_BATCH_ITEMS, submitBatch } from '../../shared/use-cases/submit/submit-batch.ts';
import { submitJob } from '../../shared/use-cases/submit/submit-job.ts';
import { type Answered, answerOf, itemText } from './answer.ts';

/** A request of 100 kB (protocol.md §2) and room for the members around its payload. */
const MAX_JOB_BYTES = 104_000;
const MAX_BATCH_BYTES = 10_000_000;

/**
 * `POST /v1/jobs` and `POST /v1/jobs:batch` (design.md §4).
 * @param makeId gives the ID of a job that was submitted without one
 */
export function submitJobsHandler(context: GatewayContext, makeId: () => RequestId): HttpHandler {
  return router(
    [
      { method: 'POST', path: '/v1/jobs', handle: ({ request }) => submitOne(context, request, makeId) },
      {
        method: 'POST',
        path: '/v1/jobs:batch',
        handle: ({ request }) => submitMany(context, request, makeId),
      },
    ],
    context.telemetry,
  );
}

async function submitOne(
  context: GatewayContext,
  request: HttpRequest,
  makeId: () => RequestId,
): Promise<HttpResponse> {
  requireMediaType(request, 'application/json');
  requireSize(request, MAX_JOB_BYTES);
  const input = withIdempotencyKey(requireJson(request.body), request.headers['idempotency-key']);
  return toResponse(answerOf(await submitJob(context, input, makeId)));
}

async function submitMany(
  context: GatewayContext,
  request: HttpRequest,
  makeId: () => RequestId,
): Promise<HttpResponse> {
  const type = requireMediaType(request, 'application/json', 'application/x-ndjson');
  requireSize(request, MAX_BATCH_BYTES);
  const items = type === 'application/json' ? arrayItems(requireJson(request.body)) : lineItems(request.body);
  if (items.length > MAX_BATCH_ITEMS)
    refuse('too-large', `The batch has ${items.length} items; at most ${MAX_BATCH_ITEMS} are taken.`);
  const results = await submitBatch(context, items, makeId);
  return jsonText(
    207,
    `{"results":[${results.map((result) => itemText('kind' in result ? answerOf(result) : result)).join(',')}]}`,
  );
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

function arrayItems(value: unknown): BatchItem<Answered>[] {
  if (!Array.isArray(value))
    refuse('invalid', 'A batch is a JSON array of jobs.', {
      errors: [{ pointer: '', detail: 'must be an array; send one job alone to /v1/jobs' }],
    });
  return value.map((input) => ({ input }));
}

/**
 * Newline-delimited JSON, one job a line; blank lines are passed over. A line that is not JSON fails alone.
 */
function lineItems(body: Buffer): BatchItem<Answered>[] {
  return splitLines(body)
    .filter((line) => line.toString('latin1').trim() !== '')
    .map((line) => {
      const json = readJson(line);
      return json.ok
        ? { input: json.value }
        : { refused: refused(problem('not-json', unreadableDetail(json.reason))) };
    });
}

/** Split as bytes: a line that is not UTF-8 must not spoil the others. */
function splitLines(body: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < body.length; ) {
    const newline = body.indexOf(0x0a, start);
    const end = newline === -1 ? body.length : newline;
    lines.push(body.subarray(start, end));
    start = end + 1;
  }
  return lines;
}

function refused(document: Problem): Answered {
  return { status: document.status, headers: {}, problem: document };
}

function toResponse(answer: Answered): HttpResponse {
  return 'problem' in answer
    ? problemResponse(answer.problem, answer.headers)
    : jsonText(answer.status, answer.job, answer.headers);
}
