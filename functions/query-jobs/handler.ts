import * as z from 'zod';
import { violationsOf } from '../../shared/api/violations.ts';
import {
  type HttpHandler,
  type HttpRequest,
  type HttpResponse,
  json,
  jsonText,
} from '../../shared/http/http.ts';
import { refuse } from '../../shared/http/problem-response.ts';
import { requireJson, requireMediaType, requireSize } from '../../shared/http/request-body.ts';
import { router } from '../../shared/http/router.ts';
import type { JobFilter } from '../../shared/jobs/job-filter.ts';
import type { RetryRefusal } from '../../shared/jobs/retry-policy.ts';
import { isStorableRequestId, type RequestId } from '../../shared/protocol/request-id.ts';
import type { GatewayContext } from '../../shared/use-cases/context.ts';
import { retryJob } from '../../shared/use-cases/operate/retry-job.ts';
import { jobText } from '../../shared/use-cases/read/job-view.ts';
import { countJobs, listJobs, readJobs } from '../../shared/use-cases/read/read-jobs.ts';

const MAX_IDS = 500;
const MAX_IDS_BYTES = 100_000;
const MAX_PAGE_SIZE = 500;
const DEFAULT_PAGE_SIZE = 100;

const IdsSchema = z.strictObject({
  requestIds: z.array(z.string()).max(MAX_IDS, `must have at most ${MAX_IDS} entries`),
  finalOnly: z.boolean().optional(),
});

const WHY_NOT_RETRYABLE: Readonly<Record<RetryRefusal, string>> = {
  'in-progress': 'It has not ended yet, or has been retried already.',
  completed: 'It completed; a retry would be charged again.',
  'needs-correction': 'It was rejected or discarded: submit it corrected under a new request ID.',
  'already-retried': 'It was retried already; see retriedBy.',
  purged: 'Its payload was purged: submit it under a new request ID.',
  external: 'It was not requested by this gateway.',
};

/** Reading jobs, and retrying one by hand (design.md §4). */
export function queryJobsHandler(context: GatewayContext, openApi: () => unknown): HttpHandler {
  return router(
    [
      { method: 'GET', path: '/v1/jobs', handle: ({ query }) => list(context, query) },
      { method: 'GET', path: '/v1/jobs/{id}', handle: ({ id }) => getOne(context, id) },
      { method: 'GET', path: '/v1/jobs:count', handle: ({ query }) => count(context, query) },
      { method: 'POST', path: '/v1/jobs:batchGet', handle: ({ request }) => getMany(context, request) },
      { method: 'POST', path: '/v1/jobs/{id}:retry', handle: ({ id }) => retry(context, id) },
      { method: 'GET', path: '/openapi.json', handle: async () => json(200, openApi()) },
      { method: 'GET', path: '/healthz', handle: async () => json(200, { status: 'ok' }) },
    ],
    context.telemetry,
  );
}

async function getOne(context: GatewayContext, id: string): Promise<HttpResponse> {
  const [text] = await readJobs(context, [requireId(id)]);
  return text === undefined
    ? refuse('job-not-found', 'Check the request ID; a job appears as soon as its submission is answered.')
    : jsonText(200, text);
}

async function getMany(context: GatewayContext, request: HttpRequest): Promise<HttpResponse> {
  requireMediaType(request, 'application/json');
  requireSize(request, MAX_IDS_BYTES);
  const input = requireJson(request.body);
  const parsed = IdsSchema.safeParse(input);
  if (!parsed.success)
    return refuse('invalid', 'Mend what errors lists, and send it again.', {
      errors: violationsOf(parsed.error, input),
    });
  const { requestIds, finalOnly = false } = parsed.data;
  const storable = requestIds.filter(isStorableRequestId);
  const texts = await readJobs(context, storable, finalOnly);
  const byId = new Map<string, string | undefined>(storable.map((id, i) => [id, texts[i]]));
  return jsonText(200, `{"jobs":[${requestIds.map((id) => byId.get(id) ?? 'null').join(',')}]}`);
}

async function list(context: GatewayContext, query: URLSearchParams): Promise<HttpResponse> {
  const filter = filterOf(query, ['status', 'jobType', 'tag', 'pageToken', 'pageSize']);
  const token = query.get('pageToken');
  const page = await listJobs(context, filter, pageSize(query), token ? afterOf(token) : undefined);
  const next = page.next === undefined ? '' : `,"nextPageToken":${JSON.stringify(tokenOf(page.next))}`;
  return jsonText(200, `{"jobs":[${page.jobs.map((record) => jobText(record)).join(',')}]${next}}`);
}

async function count(context: GatewayContext, query: URLSearchParams): Promise<HttpResponse> {
  return json(200, { byStatus: await countJobs(context, filterOf(query, ['jobType', 'tag'])) });
}

async function retry(context: GatewayContext, id: string): Promise<HttpResponse> {
  const result = await retryJob(context, requireId(id));
  switch (result.kind) {
    case 'retried':
      return jsonText(202, jobText(result.successor), { location: `/v1/jobs/${result.successor.requestId}` });
    case 'not-retryable':
      return refuse('not-retryable', `${WHY_NOT_RETRYABLE[result.reason]} (${result.reason})`, {
        requestId: result.requestId,
      });
    case 'not-found':
      return refuse('job-not-found', 'Check the request ID.');
    default:
      return result satisfies never;
  }
}

/** An ID that no job can have is no fault of the path: there is just no such job. */
function requireId(id: string): RequestId {
  return isStorableRequestId(id)
    ? id
    : refuse(
        'job-not-found',
        'No job can have this request ID: it may contain only letters, digits and . _ ~ - (at most 128).',
      );
}

function filterOf(query: URLSearchParams, allowed: readonly string[]): JobFilter {
  for (const name of query.keys()) {
    if (!allowed.includes(name))
      refuse(
        'invalid-parameter',
        `This call takes ${allowed.join(', ')}; check the spelling of its parameters.`,
      );
    if (query.getAll(name).length > 1) refuse('invalid-parameter', `Give ${name} once.`);
  }
  const tag = query.get('tag');
  if (tag !== null && !/^[^=]+=/.test(tag)) refuse('invalid-parameter', 'Write tag as name=value.');
  const [status, jobType] = [query.get('status'), query.get('jobType')];
  return { ...(status && { status }), ...(jobType && { jobType }), ...(tag && { tag }) };
}

function pageSize(query: URLSearchParams): number {
  const text = query.get('pageSize') ?? String(DEFAULT_PAGE_SIZE);
  const size = Number(text);
  if (!/^\d+$/.test(text) || size < 1 || size > MAX_PAGE_SIZE)
    refuse('invalid-parameter', `pageSize must be a whole number from 1 to ${MAX_PAGE_SIZE}.`);
  return size;
}

function tokenOf(requestId: string): string {
  return Buffer.from(requestId).toString('base64url');
}

function afterOf(token: string): string {
  const after = Buffer.from(token, 'base64url').toString();
  return isStorableRequestId(after)
    ? after
    : refuse('invalid-parameter', 'pageToken must be the nextPageToken of the page before, unchanged.');
}
