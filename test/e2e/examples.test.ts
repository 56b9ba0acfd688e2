/**
 * The examples, each run as its reader would run it: that of the client against the embedded stack, those for
 * Pub/Sub against the gateway on emulators, where jobs that publish-jobs.ts hands in come out at
 * store-results.ts.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ORDINARY } from '../../local/misbehaviour.ts';
import { serve } from '../../local/serve.ts';
import { type EmulatorStack, startEmulatorStack } from '../../local/stacks/emulator-stack.ts';
import { BRISK } from '../../local/synthetic-repository/repository.ts';
import { submission } from '../fixtures.ts';
import { serveEmbeddedGateway } from './embedded-gateway.ts';

const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples');
const INTAKE = join(EXAMPLES, 'intake-by-topic', 'publish-jobs.ts');
const CONSUMER = join(EXAMPLES, 'results-consumer', 'store-results.ts');

const CLIENT = join(EXAMPLES, 'client', 'submit-leads.ts');

const INGRID = 'contact-88213_enrichMobile_1';
const PRIYA = 'contact-88214_enrichMobile_1';

interface Consumer {
  /** All that it has printed. */
  readonly printed: () => string;
  /** Ends it as Ctrl-C does. @returns its exit code */
  stop(): Promise<number | null>;
}

describe('every example', () => {
  it.each([
    ['publish-jobs.ts', INTAKE],
    ['store-results.ts', CONSUMER],
    ['submit-leads.ts', CLIENT],
  ])('%s says how it is used', async (_name, program) => {
    await expect(promisify(execFile)(process.execPath, [program])).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Usage: npx node examples/'),
    });
  });
});

describe('the example for the client', () => {
  it('prints what became of each lead, and requests none twice when it is run again', async () => {
    const { url, stack, stop } = await serveEmbeddedGateway();
    const run = () =>
      promisify(execFile)(process.execPath, [CLIENT, url]).then(
        () => 'It ended well.',
        (ended: { readonly code: number; readonly stdout: string; readonly stderr: string }) => ended,
      );
    const runs = [await run(), await run()];
    expect(runs[0]).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(
        new RegExp(`^${INGRID}: completed, appendMobile .*\n${PRIYA}: completed, appendMobile .*\n$`),
      ),
      stderr: expect.stringMatching(
        /^contact-88215_enrichMobile_1 is not submitted: .*\n {2}\/payload.*\/company\/title is required/,
      ),
    });
    expect(runs[1]).toEqual(runs[0]);
    expect(stack.repository.charged()).toBe(2);
    await stop();
  });

  it('sends the token that it is given', async () => {
    const seen: (string | undefined)[] = [];
    const { port, close } = await serve(async ({ headers }) => {
      seen.push(headers['authorization']);
      return { status: 401, headers: {}, body: '' };
    }, 0);
    const env = { ...process.env, MODIGIE_GATEWAY_TOKEN: 'secret' };
    const run = promisify(execFile)(process.execPath, [CLIENT, `http://127.0.0.1:${port}`], { env });
    await expect(run).rejects.toMatchObject({ stderr: expect.stringContaining('The caller was refused') });
    await close();
    expect(seen).toEqual(['Bearer secret']);
  });
});

describe.skipIf(!inject('emulators'))('the examples for Pub/Sub', () => {
  let stack: EmulatorStack;
  let folder: string;
  let table: string;
  let env: NodeJS.ProcessEnv;
  let subscription: string;
  let consumer: Consumer;

  beforeAll(async () => {
    stack = await startEmulatorStack({
      timing: BRISK,
      misbehaviour: { ...ORDINARY, jitterMs: 500 },
      sweepEveryMs: 1000,
    });
    folder = await mkdtemp(join(tmpdir(), 'examples-'));
    table = join(folder, 'crm', 'results.jsonl');
    env = { ...process.env, ...stack.emulators.env, GOOGLE_CLOUD_PROJECT: stack.pubsub.projectId };
    const [created] = await stack.pubsub.createSubscription(stack.topics.results, 'crm', {
      retryPolicy: { minimumBackoff: { seconds: 1 }, maximumBackoff: { seconds: 10 } },
    });
    subscription = created.name;
    consumer = consume();
  });
  afterAll(async () => {
    await consumer.stop();
    await stack.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('publish jobs, and keep a result on the subscription until it is stored', async () => {
    const { stdout } = await publish();
    expect(stdout).toMatch(new RegExp(`^${INGRID} is published as message \\S+\n${PRIYA} is published as`));
    await until(() => consumer.printed().includes('is not stored: Error: ENOENT'));
    expect(existsSync(table)).toBe(false);

    await mkdir(join(folder, 'crm'));
    await until(async () => (await rows()).length === 2);
    expect((await rows()).toSorted((a, b) => (a.rootId < b.rootId ? -1 : 1))).toMatchObject([
      { rootId: INGRID, status: 'completed', mobile: expect.stringMatching(/^\+1\d{10}$/), reason: null },
      { rootId: PRIYA, status: 'completed', mobile: null, reason: null, sequence: 1_000_001_000 },
    ]);
  });

  it('request nothing twice when they are run again, and store why a lead did not complete', async () => {
    await publish();
    const tags = [{ name: 'synthetic.outcome', value: 'rejected' }];
    const rejected = submission('contact-3_enrichMobile_1');
    await stack.pubsub
      .topic(stack.topics.intake)
      .publishMessage({ json: { ...rejected, payload: { ...rejected.payload, tags } } });
    await until(async () => (await rows()).length === 3);
    expect((await rows())[2]).toMatchObject({
      rootId: 'contact-3_enrichMobile_1',
      status: 'rejected',
      mobile: null,
      reason: 'JobRejectReason',
    });
    expect(stack.repository.charged()).toBe(2);
  });

  it('know what they have stored, after a restart as well', async () => {
    expect(await consumer.stop()).toBe(0);
    consumer = consume();
    await stack.pubsub.topic(stack.topics.results).publishMessage({
      json: { job: null },
      attributes: { dedupKey: `${INGRID}/completed`, rootId: INGRID, status: 'completed' },
    });
    await until(() => consumer.printed().includes(`${INGRID}/completed is stored already`));
    expect(await rows()).toHaveLength(3);
  });

  function publish() {
    return promisify(execFile)(process.execPath, [INTAKE, stack.topics.intake], { env });
  }

  function consume(): Consumer {
    const child: ChildProcess = spawn(process.execPath, [CONSUMER, subscription, table], { env });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += chunk));
    return {
      printed: () => text,
      stop: () => {
        child.kill('SIGINT');
        return ended;
      },
    };
  }

  async function rows(): Promise<{ readonly rootId: string }[]> {
    if (!existsSync(table)) return [];
    return (await readFile(table, 'utf8'))
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  }
});

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(50);
}
