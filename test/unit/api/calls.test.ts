import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { functionFor } from '../../../local/stacks/api-handler.ts';
import { type Call, type Content, problemsOf, type ServingFunction } from '../../../shared/api/call.ts';
import { CALLS } from '../../../shared/api/calls.ts';
import { OPERATE_CALLS } from '../../../shared/api/operate-calls.ts';
import { problemUri } from '../../../shared/api/problems.ts';
import { QUERY_CALLS } from '../../../shared/api/query-calls.ts';
import { SUBMIT_CALLS } from '../../../shared/api/submit-calls.ts';
import { WEBHOOK_CALLS } from '../../../shared/api/webhook-calls.ts';
import { apiFunctions } from '../../api-functions.ts';
import { testGateway } from '../../fixtures.ts';

const calls = Object.entries(CALLS) as [string, Call][];
const ABSENT = [problemUri('not-found'), problemUri('method-not-allowed')];
const pathOf = ({ path }: Call) => path.replace('{id}', 'nobody');

/** The path of something that may be there: parameters are read where a path can name something. */
const possiblePathOf = ({ path, pathParameters }: Call) => {
  const [example] = [pathParameters?.shape['id']?.meta()?.examples ?? []].flat();
  return path.replace('{id}', String(example));
};

/** Those that change nothing, and have a body all the same. */
const READING = /:(?:batchGet|forecast)$/;

describe('each call', () => {
  const functions = apiFunctions(testGateway());

  it.each(calls)('%s is served by its function, and by no other', async (_id, call) => {
    for (const [name, handle] of Object.entries(functions)) {
      const { status, body } = await handle({
        method: call.method,
        target: pathOf(call),
        headers: {},
        body: Buffer.alloc(0),
      });
      const missing = ABSENT.includes(JSON.parse(body).type);
      expect([name, status >= 500, missing]).toEqual([name, false, name !== call.servedBy]);
    }
  });

  it.each(
    Object.keys(functions) as ServingFunction[],
  )('%s knows all methods of a path that it serves', async (name) => {
    for (const call of calls.map(([, one]) => one).filter(({ servedBy }) => servedBy === name)) {
      const methods = calls
        .flatMap(([, { path, method }]) => (path === call.path ? [method] : []))
        .toSorted();
      const { status, headers } = await functions[name]({
        method: 'DELETE',
        target: pathOf(call),
        headers: {},
        body: Buffer.alloc(0),
      });
      expect([call.path, status, headers['allow']]).toEqual([call.path, 405, methods.join(', ')]);
    }
  });

  it.each(calls)('%s is taken to its function under one roof', (_id, call) => {
    expect(functionFor({ method: call.method, target: `${pathOf(call)}?a=b` })).toBe(call.servedBy);
    expect(functionFor({ method: call.method, target: pathOf(call).replaceAll(':', '%3A') })).toBe(
      call.servedBy,
    );
  });

  it("stands in its function's own part, and nowhere else", () => {
    const parts = {
      'submit-jobs': SUBMIT_CALLS,
      'operate-jobs': OPERATE_CALLS,
      'query-jobs': QUERY_CALLS,
      'deliver-webhooks': WEBHOOK_CALLS,
    };
    const stands = Object.entries(parts).flatMap(([name, part]) =>
      Object.keys(part).map((id) => [id, name] as const),
    );
    expect(stands).toEqual(calls.map(([id, { servedBy }]) => [id, servedBy]));
  });

  it('has a method and path of its own', () => {
    const routes = calls.map(([, { method, path }]) => `${method} ${path}`);
    expect(new Set(routes).size).toBe(routes.length);
  });

  it.each(calls)('%s has examples that its schemas take', (_id, { body, responses }) => {
    const sent: Content[] = Object.values(body?.content ?? {});
    for (const { schema, example } of sent) expect(schema.safeParse(example).error).toBeUndefined();
    const answered: Content[] = Object.values(responses);
    for (const { schema, example } of answered) expect(schema.parse(example)).toEqual(example);
    expect(Object.keys(responses)).not.toEqual([]);
  });

  it.each(calls)('%s names parameters in its path that it describes', (_id, { path, pathParameters }) => {
    expect([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)).toEqual(
      Object.keys(pathParameters?.shape ?? {}),
    );
  });

  const parameters = calls.flatMap(([id, call]) =>
    Object.keys(call.query?.shape ?? {}).flatMap((name) => [
      [id, `${name}=`, name, call] as const,
      [id, name, name, call] as const,
    ]),
  );
  it.each(parameters)('%s refuses ?%s: a filter that is empty is none', async (_id, search, name, call) => {
    const { status, body } = await functions[call.servedBy]({
      method: call.method,
      target: `${possiblePathOf(call)}?${search}`,
      headers: {},
      body: Buffer.alloc(0),
    });
    expect([status, JSON.parse(body).parameter]).toEqual([400, name]);
  });

  it.each(
    calls.filter(([, { path }]) => path.includes(':')),
  )('%s is found with its colon as %%3A', async (_id, call) => {
    const { body } = await functions[call.servedBy]({
      method: call.method,
      target: pathOf(call).replace(':', '%3A'),
      headers: {},
      body: Buffer.alloc(0),
    });
    expect(ABSENT).not.toContain(JSON.parse(body).type);
  });

  const withKey = (call: Call, key: string) =>
    functions[call.servedBy]({
      method: call.method,
      target: pathOf(call),
      headers: { 'idempotency-key': key, 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify(Object.values(call.body?.content ?? {})[0]?.example ?? null)),
    });
  it.each(
    calls,
  )('%s honours Idempotency-Key, or refuses it with the remedy, or changes nothing', async (_id, call) => {
    // No call takes a key of that length: the one that honours keys notices.
    const { status, body } = await withKey(call, 'k'.repeat(300));
    const refusal = { status: 400, parameter: 'Idempotency-Key', type: problemUri('invalid-parameter') };
    const { idempotencyKey: use } = call;
    if (typeof use === 'object') {
      expect([status, JSON.parse(body)]).toEqual([400, expect.objectContaining(refusal)]);
      expect(JSON.parse(body).detail).toBe(`Idempotency-Key ${use.refusedBecause}`);
    } else {
      const { parameter } = JSON.parse(body);
      expect(parameter === 'Idempotency-Key').toBe(use === 'honoured');
    }
    expect(use === 'honoured').toBe('Idempotency-Key' in (call.headers?.shape ?? {}));
    if (use === 'needless') expect(call.method === 'GET' || READING.test(call.path)).toBe(true);
  });

  it.each(calls)('%s names no problem twice', (_id, call) => {
    const problems = problemsOf(call);
    expect(new Set(problems).size).toBe(problems.length);
  });
});

describe("README.md's table of calls", () => {
  const readme = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');

  it('is that of the code', () => {
    const rows = readme.split('\n').filter((line) => /^\| `(?:GET|POST) /.test(line));
    expect(rows).toEqual(calls.map(([, call]) => rowOf(call)));
  });
});

/** One call as README.md shows it. */
function rowOf(call: Call): string {
  const query = Object.keys(call.query?.shape ?? {}).map((name) => `${name}=`);
  const target = `${call.path}${query.length > 0 ? `?${query.join('&')}` : ''}`;
  const body = outlineOf(call.body?.content['application/json']?.schema);
  return `| \`${call.method} ${target}\`${body} | ${call.summary} | ${call.callers} |`;
}

/** @returns an object's properties, those that may be left out with a question mark */
function outlineOf(schema: z.ZodType | undefined): string {
  // Of a union, the members that any of its bodies has; of one that several have, the first one's.
  const { options = [schema] } = (schema ?? {}) as { readonly options?: readonly unknown[] };
  const shapes = options.map((option) => (option as Partial<z.ZodObject> | undefined)?.shape);
  const shape = Object.assign({}, ...shapes, ...shapes.toReversed());
  if (Object.keys(shape).length === 0) return '';
  const names = Object.entries(shape).map(
    ([name, property]) => name + ((property as z.ZodType).safeParse(undefined).success ? '?' : ''),
  );
  return ` \`{${names.join(', ')}}\``;
}
