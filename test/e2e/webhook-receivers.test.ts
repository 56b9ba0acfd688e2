/**
 * Receivers as docs/webhooks.md and the example have them, each in a process of its own, and a gateway that
 * posts to them: what is kept, what is refused, and what comes again.
 */
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webhooksFor } from '../../cli/dev/webhooks-to-try.ts';
import { ModigieGateway } from '../../client/index.ts';
import { Operator } from '../../client/operator.ts';
import { inProcessWebhooks } from '../../local/stacks/local-webhooks.ts';
import { freePort } from '../../local/tcp-ports.ts';
import { submission } from '../fixtures.ts';
import { serveEmbeddedGateway } from './embedded-gateway.ts';
import { waitFor } from './wait-for.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const EXAMPLE = join(ROOT, 'examples', 'webhook-receiver', 'receive-results.ts');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'receivers-'));
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** @returns the one block of a language that the page has */
async function blockOf(language: string): Promise<string> {
  const page = await readFile(join(ROOT, 'docs', 'webhooks.md'), 'utf8');
  const [, block = ''] = new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(page) ?? [];
  return block;
}

/** A queue for the programs of the page, which leave it to their reader: it prints what it is given. */
const KEEP = {
  js: 'async function keep(id, body) { console.log(id, String(body)); }\n',
  python: 'def keep(id, body): print(id, body.decode(), flush=True)\n',
};

const hasPython = (() => {
  try {
    execFileSync('python3', ['-c', 'import standardwebhooks'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

interface Run {
  readonly printed: () => string;
  stop(): Promise<number | null>;
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Run {
  const child: ChildProcess = spawn(command, args, { cwd: folder, env: { ...process.env, ...env } });
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

/** A gateway with a webhook to a port where nobody listens yet. */
async function gatewayFor(port: number) {
  const [webhook] = webhooksFor([`http://127.0.0.1:${port}/hook`]);
  if (!webhook) throw new Error('There is none.');
  const webhooks = inProcessWebhooks([webhook]);
  const { url, stop } = await serveEmbeddedGateway({ webhooks });
  return {
    url,
    secret: webhook.secret,
    gateway: new ModigieGateway({ url }),
    operator: new Operator({ url }),
    stop: async () => {
      webhooks.close();
      await stop();
    },
  };
}

/** Anybody may post to a receiver: what is not signed is refused. */
async function forge(port: number): Promise<number> {
  const headers = {
    'webhook-id': 'msg_forged',
    'webhook-timestamp': String(Math.floor(Date.now() / 1_000)),
    'webhook-signature': `v1,${Buffer.alloc(32).toString('base64')}`,
  };
  const sent = fetch(`http://127.0.0.1:${port}/hook`, {
    method: 'POST',
    headers,
    body: '{"type":"job.completed"}',
  });
  return sent.then(
    ({ status }) => status,
    // The program in Python ends the connection.
    () => 0,
  );
}

describe('the receiver of the example', () => {
  it('says how it is used', async () => {
    await expect(promisify(execFile)(process.execPath, [EXAMPLE])).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Usage: npx node examples/'),
    });
  });

  it('keeps each result once, answers, and works on it; what came while it was away comes again', async () => {
    const port = await freePort();
    const { gateway, operator, secret, stop } = await gatewayFor(port);
    await gateway.jobs.submit(submission('early.1'));
    expect((await gateway.jobs.wait('early.1')).status).toBe('completed');
    expect(await operator.webhooks.test('webhook-1')).toMatchObject({ status: null, error: 'ECONNREFUSED' });

    const start = () =>
      run(process.execPath, [EXAMPLE, String(port), 'queue'], { WEBHOOK_SECRET: `other ${secret}` });
    let receiver = start();
    await waitFor(() => /early\.1 has completed: .*appendMobile \w+/.exec(receiver.printed())?.[0]);
    expect(await operator.webhooks.test('webhook-1')).toMatchObject({ status: 204, error: null });
    await waitFor(() => /The gateway says hello to webhook-1/.exec(receiver.printed())?.[0]);
    expect(await forge(port)).toBe(401);

    // It knows what it has, after a restart as well, and keeps anew what a crash has cut short.
    expect(await receiver.stop()).toBe(0);
    const queue = join(folder, 'queue');
    const [result = '', ping = ''] = (await readFile(queue, 'utf8')).split('\n');
    await writeFile(queue, `${ping}\n${result.slice(0, result.length / 2)}`);
    receiver = start();
    await waitFor(() => /Waiting for results/.exec(receiver.printed())?.[0]);
    await operator.redeliver('early.1');
    await waitFor(() => /early\.1 has completed/.exec(receiver.printed())?.[0]);
    await gateway.jobs.submit(submission('late.1'));
    await waitFor(() => /late\.1 has completed/.exec(receiver.printed())?.[0]);
    const kept = (await readFile(queue, 'utf8')).trim().split('\n');
    const ids = kept.map((line) => line.split(' ', 1)[0]);
    expect([new Set(ids).size, ids.length]).toEqual([3, 3]);
    expect(kept.map((line) => JSON.parse(line.slice(line.indexOf(' '))).type).toSorted()).toEqual([
      'gateway.ping',
      'job.completed',
      'job.completed',
    ]);
    await receiver.stop();
    await stop();
  });
});

describe.each([
  ['Node.js', 'js', process.execPath, 'receiver.mjs', 12],
  ['Python', 'python', 'python3', 'receiver.py', 8],
] as const)('the receiver that docs/webhooks.md has for %s', (_name, language, command, file, lines) => {
  it(`has ${lines} lines`, async () => {
    expect((await blockOf(language)).trimEnd().split('\n')).toHaveLength(lines);
  });

  it.skipIf(language === 'python' && !hasPython)('keeps what is ours, and refuses all else', async () => {
    const port = await freePort();
    const { gateway, secret, stop } = await gatewayFor(port);
    await writeFile(join(folder, file), KEEP[language] + (await blockOf(language)));
    const receiver = run(command, [file], { WEBHOOK_SECRET: secret, PORT: String(port) });
    await gateway.jobs.submit(submission('lead.1'));
    const kept = await waitFor(() => /^msg_\S+ (\{.*\})$/m.exec(receiver.printed())?.[1]);
    expect(JSON.parse(kept)).toMatchObject({ type: 'job.completed', data: { requestId: 'lead.1' } });
    expect(await forge(port)).toBe(language === 'js' ? 400 : 0);
    expect(receiver.printed()).not.toContain('msg_forged');
    await receiver.stop();
    await stop();
  });
});
