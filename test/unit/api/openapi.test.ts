import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Validator } from '@seriousme/openapi-schema-validator';
import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { type Call, problemsElsewhere, problemsOf } from '../../../shared/api/call.ts';
import { CALLS } from '../../../shared/api/calls.ts';
import { LIMITS } from '../../../shared/api/limits.ts';
import { openApi } from '../../../shared/api/openapi.ts';
import { problemExample } from '../../../shared/api/problem-examples.ts';
import { REFUSALS } from '../../../shared/api/problem-schema.ts';
import { PROBLEM_TYPES, type ProblemType, problemUri } from '../../../shared/api/problems.ts';
import { QUERY_CALLS } from '../../../shared/api/query-calls.ts';
import { ExpireAfterSchema } from '../../../shared/api/submission.ts';
import { OWN_STATUSES } from '../../../shared/jobs/statuses.ts';
import { PUBLISHED_STATUSES } from '../../../shared/protocol/job-status.ts';

// biome-ignore lint/suspicious/noExplicitAny: a document is looked into as a reader of its JSON would
type Json = any;
const json = (value: unknown): Json => JSON.parse(JSON.stringify(value));
const document = json(openApi());
const operations: Json[] = Object.values(document.paths).flatMap((path: Json) => Object.values(path));
const operation = (id: string) => operations.find(({ operationId }) => operationId === id);

/** Every member of the document, with its key. */
function members(value: Json): [string, Json][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap((member) => [member, ...members(member[1])]);
}

/** Findings of Redocly's recommended rules, errors and warnings alike. */
async function findings(of: Json): Promise<string[]> {
  const config = await createConfig({ extends: ['recommended'] });
  const problems = await lintFromString({ source: JSON.stringify(of), config, absoluteRef: 'openapi.json' });
  return problems.map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

async function isValid(of: Json): Promise<boolean> {
  return (await new Validator().validate(structuredClone(of))).valid;
}

describe('the OpenAPI document', () => {
  it('has no finding under the recommended rules', async () => {
    expect(await findings(document)).toEqual([]);
  });

  it('is valid OpenAPI 3.1', async () => {
    expect(await isValid(document)).toBe(true);
  });

  it('would be told when it were not', async () => {
    const { license: _license, ...info } = document.info;
    expect(await findings({ ...document, info })).toEqual([expect.stringContaining('info-license')]);
    const wrong = json(document);
    wrong.paths['/v1/jobs'].get.responses[200].content['application/json'].example = { jobs: 7 };
    expect(await findings(wrong)).toEqual([expect.stringContaining('no-invalid-media-type-examples')]);
    expect(await isValid({ ...document, paths: { 'no-slash': {} } })).toBe(false);
  });

  it('has an operation for each call, described whole', () => {
    expect(operations.map(({ operationId }) => operationId).toSorted()).toEqual(
      Object.keys(CALLS).toSorted(),
    );
    for (const { operationId, responses } of operations) {
      const success = Object.entries(responses).filter(([status]) => status < '300') as [string, Json][];
      expect(success.map(([status]) => Number(status))).toEqual(
        Object.keys(CALLS[operationId as keyof typeof CALLS].responses).map(Number),
      );
      for (const [, { content }] of success) expect(content['application/json'].schema).not.toEqual({});
    }
  });

  it('shows every problem of a call, as a problem document', () => {
    for (const [id, call] of Object.entries(CALLS) as [string, Call][]) {
      const shown = (Object.values(operation(id).responses) as Json[]).flatMap(({ content }) =>
        Object.entries(content?.['application/problem+json']?.examples ?? {}),
      ) as [string, Json][];
      expect(shown.map(([type]) => type).toSorted()).toEqual(
        [...problemsOf(call), ...problemsElsewhere(call, CALLS)].toSorted(),
      );
      for (const [type, { value }] of shown)
        expect(value).toEqual(json(problemExample(type as ProblemType, call)));
    }
    expect(document.components.schemas.Problem.properties.type.enum).toEqual(PROBLEM_TYPES.map(problemUri));
  });

  it('lists the reasons why a job is not retried', () => {
    expect(document.components.schemas.Problem.properties.reason.enum).toEqual(REFUSALS);
    const { 'not-retryable': shown } =
      operation('retryJob').responses[409].content['application/problem+json'].examples;
    expect(REFUSALS).toContain(shown.value.reason);
  });

  it('says who may call, and where', () => {
    expect(document.security).toEqual([{ identityToken: [] }]);
    expect(document.components.securitySchemes.identityToken).toMatchObject({
      type: 'http',
      scheme: 'bearer',
    });
    expect(operation('submitJob').servers[1].variables.address.description).toContain('submit_url');
    expect(operation('getJob').servers[1].variables.address.description).toContain('query_url');
    expect(operation('retryJob').servers[1].variables.address.description).toContain('operate_url');
    expect(operation('submitJob').description).toContain('For submitters.');
    expect(operation('retryJob').description).toContain('For operators.');
  });

  it('describes the headers that callers act on', () => {
    const { responses } = operation('submitJob');
    expect(Object.keys(responses[202].headers)).toEqual(['Location']);
    expect(Object.keys(responses[200].headers)).toEqual(['Location', 'Idempotency-Replayed']);
    expect(responses[503].headers['Retry-After'].schema.type).toBe('integer');
    expect(responses[202].headers.Location.description).toContain('query-jobs');
  });

  it('describes parameters by what their text stands for', () => {
    const { parameters } = operation('listJobs');
    expect(parameters.map(({ name, required }: Json) => [name, required])).toEqual([
      ['status', false],
      ['jobType', false],
      ['tag', false],
      ['reason', false],
      ['cause', false],
      ['since', false],
      ['until', false],
      ['orderBy', false],
      ['view', false],
      ['pageSize', false],
      ['pageToken', false],
    ]);
    const [status, , , , , , , orderBy, , pageSize] = parameters;
    // Commas between the values: a generator makes a list of it.
    expect(status).toMatchObject({ style: 'form', explode: false, schema: { type: 'array', maxItems: 20 } });
    expect(orderBy.schema).toMatchObject({ enum: ['name', 'newest'], default: 'name' });
    expect(pageSize.schema).toMatchObject({ type: 'integer', minimum: 1, maximum: 500, default: 100 });
    expect(operation('getJob').parameters[0]).toMatchObject({ in: 'path', name: 'id', required: true });
    expect(operation('submitJob').parameters[0]).toMatchObject({ in: 'header', name: 'Idempotency-Key' });
  });

  it('says what a method or path that no call has is answered with', () => {
    expect(operation('listJobs').responses[405].headers.Allow.schema.type).toBe('string');
    // At the address of submit-jobs, which has POST of the same path, and at that of operate-jobs.
    expect(operation('listJobs').responses[404].description).toBe('There is nothing here.');
    expect(operation('countJobs').responses[404].description).toContain('nothing here');
    expect(operation('countJobs').responses[405]).toBeUndefined();
    expect(document.info.description).toContain('405 with `Allow`');
  });

  it('tells the limits of each text', () => {
    expect(operation('getJob').parameters[0].schema).toMatchObject({ minLength: 1, maxLength: 128 });
    expect(operation('submitJob').parameters[0].schema).toMatchObject({ minLength: 1, maxLength: 128 });
    for (const { schema } of operation('listJobs').parameters)
      if (schema.type === 'string')
        expect(schema.minLength ?? schema.maxLength ?? schema.pattern ?? schema.enum).toBeDefined();
  });

  it('has examples of parameters that their schemas take', () => {
    for (const { name, schema } of operation('listJobs').parameters)
      for (const example of schema.examples ?? []) {
        const text = String(example);
        expect([name, QUERY_CALLS.listJobs.query.safeParse({ [name]: text }).success]).toEqual([name, true]);
      }
  });

  it('tells the limits of each body', () => {
    const told = ['submitJob', 'batchSubmitJobs', 'batchGetJobs'].map(
      (id) => operation(id).requestBody.description,
    );
    expect(told).toEqual([
      'At most 104,000 bytes, and 10,000 JSON values at all levels.',
      'At most 10,000,000 bytes, and 250,000 JSON values at all levels, 10,000 of an item.',
      'At most 100,000 bytes, and 10,000 JSON values at all levels.',
    ]);
    expect(document.components.schemas.Payload.description).toContain('100,000 bytes');
  });

  it('lists the statuses to filter by, and what becomes of others', () => {
    const [{ description }] = operation('listJobs').parameters;
    for (const status of [...OWN_STATUSES, ...PUBLISHED_STATUSES]) expect(description).toContain(status);
    expect(description).toContain('Any other matches nothing');
  });

  it('says what becomes of a job without a request ID', () => {
    const { requestId } = document.components.schemas.Submission.properties;
    for (const { description } of [requestId, operation('submitJob')])
      expect(description).toMatch(/equal content is one job/);
  });

  it('says that bytes are base64 as JSON Schema does', () => {
    const { Redrive, DeadLetterInFull } = document.components.schemas;
    const { description: _description, ...data } = Redrive.properties.data;
    expect(data).toEqual({
      type: 'string',
      contentEncoding: 'base64',
      maxLength: LIMITS.correctedCharacters,
    });
    expect(DeadLetterInFull.properties.data.anyOf).toEqual([
      { type: 'string', contentEncoding: 'base64' },
      { type: 'null' },
    ]);
  });

  it('calls no whole number a number', () => {
    const numbers = members(document).filter(([key, value]) => key === 'type' && value === 'number');
    expect(numbers).toEqual([]);
    expect(document.components.schemas.Job.properties.attempt).toMatchObject({ type: 'integer', minimum: 1 });
  });

  it('has no pattern that RE2 refuses', () => {
    const patterns = new Set(members(document).flatMap(([key, value]) => (key === 'pattern' ? [value] : [])));
    expect(patterns.size).toBeGreaterThan(3);
    for (const pattern of patterns) expect(() => RE2JS.compile(pattern), pattern).not.toThrow();
    expect(() => RE2JS.compile('^P(?=\\d)')).toThrow();
  });

  it('has a pattern for expiries under which RE2 finds what zod finds', () => {
    const [{ pattern }] = document.components.schemas.Submission.properties.expireAfter.anyOf;
    const re2 = RE2JS.compile(pattern);
    for (const text of ['P1D', 'PT36H', 'P2DT12H30M5S', 'PT1440M', 'P', 'PT', 'P1DT', 'P1M', 'PT1H2', 'x'])
      expect([text, re2.matcher(text).find()]).toEqual([text, ExpireAfterSchema.safeParse(text).success]);
  });
});
