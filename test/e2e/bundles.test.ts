import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUNDLE, bundleFunction, FUNCTION_NAMES, ROOT, warmCompileCache } from '../../build/bundle.ts';
import { HEAP_OF_INSTANCE, startFunction } from '../../local/stacks/function-processes.ts';

const ENV = {
  PATH: process.env['PATH'],
  METADATA_SERVER_DETECTION: 'none',
  FIRESTORE_EMULATOR_HOST: '127.0.0.1:1',
  PUBSUB_EMULATOR_HOST: '127.0.0.1:1',
  GOOGLE_CLOUD_PROJECT: 'p',
  REPOSITORY_ID: 'acme-production',
  JOB_TYPES: '{"enrichMobile":{"topic":"projects/m/topics/t"}}',
  RESULTS_TOPIC: 'projects/p/topics/results',
  DEAD_LETTER_TOPIC: 'projects/p/topics/dead',
  INTAKE_TOPIC: 'projects/p/topics/intake',
  RESPONSE_SUBSCRIPTIONS: '["projects/m/subscriptions/s"]',
  PUSH_AUDIENCE: 'https://x.example',
  PUSH_ACCOUNT: 'a@b.example',
  WEBHOOKS: '[]',
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundles-'));
  await Promise.all(
    FUNCTION_NAMES.flatMap((name) => [
      bundleFunction(name, join(folder, 'one')),
      bundleFunction(name, join(folder, 'two')),
    ]),
  );
  // As `npm install` in the image would, by the folder's own package.json: the framework, and what it depends
  // on.
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const digests = async (of: string) => {
  const names = (await readdir(of)).toSorted();
  return Promise.all(
    names.map(async (name) => [
      name,
      createHash('sha256')
        .update(await readFile(join(of, name)))
        .digest('hex'),
    ]),
  );
};

describe.each(FUNCTION_NAMES)('the bundle of %s', (name) => {
  it('is the same each time, byte for byte, with its map, its package.json and its lock', async () => {
    const one = await digests(join(folder, 'one', name));
    expect(one).toEqual(await digests(join(folder, 'two', name)));
    expect(one.map(([file]) => file)).toEqual([
      BUNDLE,
      `${BUNDLE}.map`,
      'index.cjs',
      'package-lock.json',
      'package.json',
      'warm-up.cjs',
    ]);
    const manifest = JSON.parse(await readFile(join(folder, 'one', name, 'package.json'), 'utf8'));
    expect(manifest.engines).toEqual({ node: '24' });
    expect(Object.keys(manifest.dependencies)).toEqual(['@google-cloud/functions-framework']);
    expect(await readFile(join(folder, 'one', name, BUNDLE), 'utf8')).not.toContain(ROOT);
  });

  it('starts from that folder alone, and answers with a problem document', async () => {
    const alone = join(folder, `alone-${name}`);
    await cp(join(folder, 'one', name), join(alone, name), { recursive: true });
    const running = await startFunction({ name, folder: alone, env: ENV });
    const traceId = '0123456789abcdef0123456789abcdef';
    const headers = { traceparent: `00-${traceId}-0123456789abcdef-01` };
    const response = await fetch(`${running.url}/nowhere`, { method: 'PUT', headers });
    const untraced = await fetch(`${running.url}/nowhere`, { method: 'PUT' });
    await running.stop();
    expect([response.headers.get('trace-id'), JSON.parse(await response.text()).traceId]).toEqual([
      traceId,
      traceId,
    ]);
    expect([untraced.headers.get('trace-id'), JSON.parse(await untraced.text()).traceId]).toEqual([
      null,
      undefined,
    ]);
    expect([404, 405]).toContain(response.status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });
});

describe('query-jobs', () => {
  it('knows no topic, carries nothing that publishes, and says where a retry is done', async () => {
    const { PATH, METADATA_SERVER_DETECTION, FIRESTORE_EMULATOR_HOST } = ENV;
    const ledger = { GOOGLE_CLOUD_PROJECT: ENV.GOOGLE_CLOUD_PROJECT, REPOSITORY_ID: ENV.REPOSITORY_ID };
    const env = { PATH, METADATA_SERVER_DETECTION, FIRESTORE_EMULATOR_HOST, ...ledger };
    const running = await startFunction({ name: 'query-jobs', folder: join(folder, 'two'), env });
    const response = await fetch(`${running.url}/v1/jobs/lead-1:retry`, { method: 'POST' });
    const { detail } = JSON.parse(await response.text());
    await running.stop();
    expect([response.status, detail]).toEqual([
      404,
      'This is a call of operate-jobs: send it to the address of that function.',
    ]);
    const bundle = (name: string) => readFile(join(folder, 'two', name, BUNDLE), 'utf8');
    const publishing = 'google.pubsub.v1.Publisher';
    expect(await bundle('operate-jobs')).toContain(publishing);
    expect(await bundle('query-jobs')).not.toContain(publishing);
  });
});

describe('deliver-webhooks', () => {
  const start = (webhooks: object[]) =>
    startFunction({
      name: 'deliver-webhooks',
      folder: join(folder, 'two'),
      env: { ...ENV, WEBHOOKS: JSON.stringify(webhooks) },
    });

  it('keeps nothing, and so carries neither Firestore nor Pub/Sub', async () => {
    const bundle = await readFile(join(folder, 'two', 'deliver-webhooks', BUNDLE), 'utf8');
    expect(bundle).not.toMatch(/google\.pubsub|google\.firestore|grpc/);
    expect(bundle.length).toBeLessThan(700_000);
  });

  it('does not start with an address or a secret that is none, and names each without repeating it', async () => {
    const url = 'https://crm.example/hook';
    const secretFile = join(folder, 'secret');
    await writeFile(secretFile, 's3cret');
    await expect(start([{ name: 'crm', url: 'http://crm.example/s3cret', secretFile }])).rejects.toThrow(
      'WEBHOOKS (at /0/url) must begin with https:',
    );
    const starting = start([{ name: 'crm', url, secretFile }]);
    await expect(starting).rejects.toThrow(
      'WEBHOOKS (at /0/secretFile) of crm must hold one to three secrets',
    );
    await expect(starting).rejects.not.toThrow('s3cret');
    await rm(secretFile);
    const running = await start([{ name: 'crm', url, secretFile }]);
    const response = await fetch(`${running.url}/v1/webhooks`);
    expect(await response.json()).toMatchObject({ webhooks: [{ name: 'crm', secrets: 0 }] });
    await running.stop();
  });
});

/** @returns what a function without configuration says, once it is loaded */
async function load(own: string): Promise<string> {
  // With the heap that Terraform gives: V8 takes no code that was compiled under other flags.
  const env = { PATH: ENV.PATH, NODE_OPTIONS: HEAP_OF_INSTANCE };
  const loading = promisify(execFile)(process.execPath, ['index.cjs'], { cwd: own, env });
  const { stderr } = await loading.then(
    () => ({ stderr: '' }),
    (error: { readonly stderr: string }) => error,
  );
  expect(stderr).toContain('REPOSITORY_ID is required');
  return stderr;
}

describe('a function', () => {
  it('that is not configured does not start, and says everything that is wrong', async () => {
    const attempt = startFunction({
      name: 'sweep-jobs',
      folder: join(folder, 'one'),
      env: { PATH: ENV.PATH, METADATA_SERVER_DETECTION: 'none' },
    });
    await expect(attempt).rejects.toThrow(/GOOGLE_CLOUD_PROJECT is required[\s\S]*JOB_TYPES is required/);
  });

  it('has the code of framework and bundle compiled by gcp-build, and takes it', async () => {
    const own = join(folder, 'two', 'submit-jobs');
    expect(await load(own)).not.toContain('.code-cache');
    const cache = await warmCompileCache(own);
    expect((await readdir(cache, { recursive: true })).length).toBeGreaterThan(50);
    // All that was called, and not the outermost function alone.
    const { size } = await stat(join(own, '.code-cache'));
    expect(size).toBeGreaterThan(1_000_000);
    expect(await load(own)).not.toContain('.code-cache');
  });

  it('compiles anew, and says so, where the code is of another Node.js', async () => {
    const own = join(folder, 'two', 'sweep-jobs');
    await writeFile(join(own, '.code-cache'), 'of another');
    expect(await load(own)).toContain('.code-cache is not of this Node.js');
  });
});
