/** Others' tools make of the OpenAPI document what it promises: a type for every response. */

import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CALLS } from '../../../shared/api/calls.ts';
import { openApi } from '../../../shared/api/openapi.ts';

const TSC = createRequire(import.meta.url).resolve('typescript-5/bin/tsc');

/** Success types of every operation, each wanted to say something. */
const USES = `
import type { components, operations } from './api.d.ts';

type IsAny<T> = 0 extends 1 & T ? true : false;
type Says<T> = IsAny<T> extends true ? false : [T] extends [never] ? false : unknown extends T ? false : true;
type Body<R> = R extends { content: { 'application/json': infer B } } ? B : never;
type Answer<Id extends keyof operations, Status> =
  Status extends keyof operations[Id]['responses'] ? Says<Body<operations[Id]['responses'][Status]>> : false;

${Object.entries(CALLS)
  .flatMap(([id, { responses }]) => Object.keys(responses).map((status) => [id, status]))
  .map(([id, status]) => `export const ${id}${status}: Answer<'${id}', ${status}> = true;`)
  .join('\n')}

type Schemas = components['schemas'];
/** As an integrator would write it. */
export function outcomeOf(result: Schemas['BatchResult']): string {
  if ('type' in result) return \`\${result.status} \${result.errors?.[0]?.pointer ?? result.detail}\`;
  return \`\${result.job.requestId} \${result.job.attempt + 1} \${result.job.history[0]?.at ?? ''}\`;
}
export const submission: Schemas['Submission'] = {
  jobType: 'enrichMobile',
  payload: { person: { firstName: 'Ingrid', lastName: 'Lindqvist' } },
  priority: 60,
};
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openapi-generator-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function generate(document: unknown): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'generate.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(document));
  return text(child.stdout);
}

/** @returns what the compiler complains of, a line each */
async function complaints(document: unknown, uses: string): Promise<string[]> {
  await writeFile(join(folder, 'api.d.ts'), await generate(document));
  await writeFile(join(folder, 'uses.ts'), uses);
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2022', '--module', 'nodenext'];
  return new Promise((resolve) =>
    execFile(process.execPath, [TSC, ...options, join(folder, 'uses.ts')], (_error, stdout) =>
      resolve(stdout.split('\n').filter((line) => line !== '')),
    ),
  );
}

describe('openapi-typescript', () => {
  it('makes a type of every success of every call', async () => {
    expect(await complaints(openApi(), USES)).toEqual([]);
  });

  it('would be caught making none', async () => {
    const document = JSON.parse(JSON.stringify(openApi()));
    delete document.paths['/v1/jobs:count'].get.responses[200].content;
    document.paths['/v1/jobs'].get.responses[200].content['application/json'].schema = {};
    document.components.schemas.BatchJob.properties.job = {};
    const told = (await complaints(document, USES)).join('\n');
    expect(told).toMatch(/Type 'true' is not assignable to type 'false'/);
    expect(told.match(/uses\.ts\(\d+/g)?.length).toBeGreaterThanOrEqual(3);
  });
});
