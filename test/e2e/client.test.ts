/** The typed client as a package: what is in it, and that a stranger's programs run and compile with it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLIENT_BUDGET_BYTES } from '../../build/client-package.ts';
import { type ServedGateway, serveEmbeddedGateway } from './embedded-gateway.ts';
import { type InstalledClient, installClient } from './installed-client.ts';

const COMPILERS = ['typescript', 'typescript-5'] as const;
const README = join(import.meta.dirname, '..', '..', 'client', 'README.md');

let client: InstalledClient;
let gateway: ServedGateway;
beforeAll(async () => {
  [client, gateway] = await Promise.all([installClient(), serveEmbeddedGateway()]);
});
afterAll(() => Promise.all([client.remove(), gateway.stop()]));

/** A program as a stranger may write it. */
const PROGRAM = (url: string) => `
import { type Job, ModigieGateway, type Submission } from 'modigie-gateway-client';

const gateway = new ModigieGateway({ url: '${url}', timeoutMs: 10_000, maxRetries: 2 });
const submissions: Submission[] = ['ann', 'bob', 'eve'].map((requestId) => ({
  requestId,
  jobType: 'enrichMobile',
  payload: {
    person: { firstName: requestId, lastName: 'Lee' },
    employment: { company: { title: requestId === 'eve' ? '' : 'Acme' } },
  },
}));
for await (const result of gateway.jobs.submitMany(submissions)) {
  if (result.ok) {
    const job: Job = await gateway.jobs.wait(result.requestId);
    console.log(job.requestId, job.status, job.eventCodes.appendMobile);
  } else console.log(result.requestId, result.error.requestId, result.error.message.split('\\n')[0]);
}
const listed: string[] = [];
for await (const job of gateway.jobs.list({ status: 'completed' })) listed.push(job.requestId);
console.log(listed.join(), (await gateway.jobs.count()).byStatus.completed);

// @ts-expect-error a submission has a payload
const incomplete: Submission = { jobType: 'enrichMobile' };
// @ts-expect-error a job is read, not written
if (incomplete) (await gateway.jobs.get('ann')).status = 'failed';
`;

describe('the package', () => {
  it('has each file that its exports name', async () => {
    const { exports } = JSON.parse(await readFile(join(client.package, 'package.json'), 'utf8'));
    const targets = Object.values(exports).flatMap((target) =>
      typeof target === 'string' ? [target] : Object.values(target as Record<string, string>),
    );
    expect(Object.keys(exports)).toEqual(['.', './google', './operator', './package.json']);
    expect(targets).toHaveLength(7);
    expect(targets.filter((target) => !client.files.includes(target.replace('./', '')))).toEqual([]);
  });

  it('has its entries, the module that they share, their declarations, and what npm shows of it', () => {
    const others = client.files.filter((path) => !path.endsWith('.d.ts'));
    const modules = ['google.js', 'index.js', 'operator.js', 'shared.js'];
    expect(others.toSorted()).toEqual(['LICENSE', 'README.md', ...modules, 'package.json'].toSorted());
  });

  it('gives its names, and nothing else can be imported from it', async () => {
    await client.write(
      'names.js',
      `for (const path of ['', '/google', '/operator', '/package.json', '/index.js', '/caller.js'])
         await import('modigie-gateway-client' + path, path.endsWith('json') ? { with: { type: 'json' } } : {})
           .then((names) => Object.keys(names).join(), ({ code }) => code)
           .then((outcome) => console.log(path, outcome));`,
    );
    expect((await client.run('names.js')).stdout.split('\n')).toEqual([
      ' GatewayError,GatewayUnreachable,ModigieGateway,WaitTimeout',
      '/google googleIdentityToken',
      '/operator Operator',
      '/package.json default',
      '/index.js ERR_PACKAGE_PATH_NOT_EXPORTED',
      '/caller.js ERR_PACKAGE_PATH_NOT_EXPORTED',
      '',
    ]);
  });

  it('has nothing in it that leads out of it: no dependency, no schema, no source', async () => {
    const code = client.files.filter((path) => /\.(?:js|d\.ts)$/.test(path));
    const texts = await Promise.all(code.map((path) => readFile(join(client.package, path), 'utf8')));
    const imports = texts.flatMap((text) => [
      ...text.matchAll(/^(?:import|export) [^;]*? from ["'](.+)["']/gm),
    ]);
    const targets = new Set(imports.map(([, target = '']) => target));
    for (const target of targets)
      expect(code).toContain(
        target === './shared.js' ? 'shared.js' : target.replace('./', '').replace(/\.js$/, '.d.ts'),
      );
    expect(targets.size).toBeGreaterThan(10);
    expect(texts.join('\n')).not.toMatch(/\bzod\b|\.ts'|shared\/api\/(?!limits)/);
  });

  it('is below its budget once it is minified', () => {
    expect(client.minifiedBytes).toBeGreaterThan(0);
    expect(client.minifiedBytes).toBeLessThanOrEqual(CLIENT_BUDGET_BYTES);
  });
});

describe('identity tokens', () => {
  const PRINT = `
    import { googleIdentityToken } from 'modigie-gateway-client/google';
    console.log(await googleIdentityToken()('https://a.test').catch(({ message }) => message));`;

  it('come from the library that is installed beside the package; the error of none says so', async () => {
    await client.write('token.js', PRINT);
    expect((await client.run('token.js')).stdout).toBe(
      'Identity tokens need google-auth-library: npm install google-auth-library\n',
    );
    const library = join(client.package, '..', 'google-auth-library');
    await mkdir(library);
    await writeFile(
      join(library, 'index.js'),
      `exports.GoogleAuth = class {
         async getIdTokenClient(audience) {
           return { getRequestHeaders: async () => ({ Authorization: 'Bearer for ' + audience }) };
         }
       };`,
    );
    expect((await client.run('token.js')).stdout).toBe('for https://a.test\n');
  });
});

describe("a stranger's program", () => {
  it.each(COMPILERS)('compiles under strict with %s', async (compiler) => {
    await client.write('program.ts', PROGRAM(gateway.url));
    expect(await client.complaints(compiler, ['program.ts'])).toEqual([]);
  });

  it('submits, waits, lists, and prints what came of it', async () => {
    await client.write('program.ts', PROGRAM(gateway.url).replace(/\n\/\/ @ts-expect-error.*/s, ''));
    expect(await client.run('program.ts')).toEqual({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(
        /^ann completed \w+\nbob completed \w+\neve eve The request is not valid .*\nann,bob 2\n$/,
      ),
    });
    expect(gateway.stack.repository.charged()).toBe(2);
  });
});

describe('client/README.md', () => {
  /** Names that its pieces of code take for granted. */
  const CONTEXT = `
    import type { ModigieGateway, Submission } from 'modigie-gateway-client';
    import type { Operator } from 'modigie-gateway-client/operator';
    declare global {
      const gateway: ModigieGateway;
      const operator: Operator;
      const url: string;
      const requestId: string;
      const requestIds: readonly string[];
      const submission: Submission;
      const submissions: AsyncIterable<Submission>;
      const firstOfThem: readonly Submission[];
      function tokenFor(address: string): Promise<string>;
      function save(requestId: string, status: string): Promise<void>;
      function later(submission: Submission): Promise<void>;
    }`;

  async function blocks(): Promise<string[]> {
    const found = [...(await readFile(README, 'utf8')).matchAll(/^```ts\n(.*?)^```$/gms)];
    return found.map(([, block = '']) => block);
  }

  it('has code that compiles under strict', async () => {
    const code = await blocks();
    const names = code.map((_, i) => `readme-${i}.ts`);
    await client.write('context.d.ts', CONTEXT);
    for (const [i, name] of names.entries()) await client.write(name, code[i] ?? '');
    expect(await client.complaints('typescript', ['context.d.ts', ...names])).toEqual([]);
    expect(names.length).toBeGreaterThan(8);
  });

  it('has a first job that is requested once, however often it is run', async () => {
    const [first = ''] = await blocks();
    const here = first.replace('http://localhost:8080', gateway.url);
    expect(here).not.toBe(first);
    await client.write('first.ts', here);
    const charged = gateway.stack.repository.charged();
    expect((await client.run('first.ts')).stdout).toMatch(
      /^completed for the first time \{\n {2}appendMobile: /,
    );
    expect((await client.run('first.ts')).stdout).toMatch(/^completed as before \{\n {2}appendMobile: /);
    expect(gateway.stack.repository.charged()).toBe(charged + 1);
  });
});
