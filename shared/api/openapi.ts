/** The HTTP API as OpenAPI 3.1, from the same zod schemas that parse the requests (design.md §4). */

import * as z from 'zod';
import { SubmissionSchema } from '../protocol/job-request.ts';
import { PROBLEMS, type ProblemType } from './problems.ts';

const JobSchema = z.object({
  requestId: z.string(),
  rootId: z.string().meta({ description: "The request ID of the lineage's first attempt." }),
  attempt: z.int().min(1),
  jobType: z.string().nullable(),
  status: z
    .string()
    .meta({ description: "accepted, published, discarded or unanswered, or Modigie's own status." }),
  final: z.boolean().meta({ description: 'Whether nothing more will happen to this lineage by itself.' }),
  version: z.string().nullable().meta({ description: "Modigie's updateTime, six fraction digits." }),
  requestedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  retryOf: z.string().nullable(),
  retriedBy: z.string().nullable(),
  retryAt: z.iso.datetime().nullable(),
  origin: z.enum(['gateway', 'external']),
  reasonType: z.string().nullable(),
  eventCodes: z.record(z.string(), z.string()),
  discardReasonType: z.string().nullable(),
  publishFailure: z.enum(['unavailable', 'misconfigured', 'refused']).nullable(),
  purgedAt: z.iso.datetime().nullable(),
  tags: z.array(z.string()),
  history: z.array(z.object({ status: z.string(), at: z.string() })),
  attempts: z
    .array(
      z.object({
        requestId: z.string(),
        attempt: z.int(),
        status: z.string(),
        reasonType: z.string().nullable(),
      }),
    )
    .optional(),
  job: z
    .record(z.string(), z.unknown())
    .nullable()
    .meta({ description: 'The latest JobV2, as Modigie sent it.' }),
});

const ProblemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  requestId: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});

const json = (schema: string, type = 'application/json') => ({
  [type]: { schema: { $ref: `#/components/schemas/${schema}` } },
});
const schemaOf = (schema: z.ZodType) => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
};
const problems = (...types: ProblemType[]) =>
  Object.fromEntries(
    types.map((type) => [
      PROBLEMS[type].status,
      { description: PROBLEMS[type].title, content: json('Problem', 'application/problem+json') },
    ]),
  );
const query = (name: string, description: string) => ({
  name,
  in: 'query',
  required: false,
  description,
  schema: { type: 'string' },
});
const ID = {
  name: 'id',
  in: 'path',
  required: true,
  schema: { type: 'string' },
  description: "A root's ID answers for its whole lineage.",
};
const job = (description: string) => ({ description, content: json('Job') });

/** @returns the document; made anew each time, since hardly anybody asks for it. */
export function openApi() {
  return {
    openapi: '3.1.0',
    info: {
      title: 'modigie-gateway',
      version: '1',
      description: 'Requests Modigie jobs: each once, every answer followed.',
    },
    components: {
      schemas: {
        Submission: schemaOf(SubmissionSchema),
        Job: schemaOf(JobSchema),
        Problem: schemaOf(ProblemSchema),
      },
    },
    paths: {
      '/v1/jobs': { post: SUBMIT, get: LIST },
      '/v1/jobs:batch': { post: BATCH },
      '/v1/jobs:batchGet': { post: BATCH_GET },
      '/v1/jobs:count': { get: COUNT },
      '/v1/jobs/{id}': {
        get: {
          summary: 'Read a job',
          parameters: [ID],
          responses: { 200: job('The job'), ...problems('job-not-found', 'unavailable') },
        },
      },
      '/v1/jobs/{id}:retry': {
        post: {
          summary: 'Retry by hand',
          parameters: [ID],
          responses: {
            202: job('The successor'),
            ...problems('job-not-found', 'not-retryable', 'unavailable'),
          },
        },
      },
      '/healthz': {
        get: { summary: 'Whether the function runs', responses: { 200: { description: 'It does.' } } },
      },
    },
  };
}

const SUBMIT = {
  summary: 'Submit a job',
  parameters: [
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      schema: { type: 'string' },
      description: 'The same as requestId.',
    },
  ],
  requestBody: { required: true, content: json('Submission') },
  responses: {
    202: job('Accepted'),
    200: job('Submitted before; Idempotency-Replayed says so'),
    ...problems(
      'not-json',
      'request-id-reused',
      'too-large',
      'unsupported-media-type',
      'invalid',
      'over-budget',
      'unavailable',
    ),
  },
};

const BATCH = {
  summary: 'Submit up to 500 jobs',
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: { type: 'array', maxItems: 500, items: { $ref: '#/components/schemas/Submission' } },
      },
      'application/x-ndjson': { schema: { type: 'string' } },
    },
  },
  responses: {
    207: { description: 'One result per item, in order; status is what the item would have got alone.' },
    ...problems('not-json', 'too-large', 'unsupported-media-type', 'invalid'),
  },
};

const BATCH_GET = {
  summary:
    'Read up to 500 jobs; null for an unknown ID, and with finalOnly for a job that something more will happen to',
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: {
          type: 'object',
          required: ['requestIds'],
          properties: {
            requestIds: { type: 'array', maxItems: 500, items: { type: 'string' } },
            finalOnly: { type: 'boolean' },
          },
        },
      },
    },
  },
  responses: {
    200: { description: 'jobs, in the order of requestIds' },
    ...problems('not-json', 'too-large', 'unsupported-media-type', 'invalid', 'unavailable'),
  },
};

const LIST = {
  summary: 'List attempts by request ID',
  parameters: [
    query('status', ''),
    query('jobType', ''),
    query('tag', 'name=value'),
    query('pageSize', '1 to 500, default 100'),
    query('pageToken', 'nextPageToken of the page before'),
  ],
  responses: {
    200: { description: 'jobs, and nextPageToken unless it is the last page' },
    ...problems('invalid-parameter', 'unavailable'),
  },
};

const COUNT = {
  summary: 'Count attempts by status',
  parameters: [query('jobType', ''), query('tag', 'name=value')],
  responses: { 200: { description: 'byStatus' }, ...problems('invalid-parameter', 'unavailable') },
};
