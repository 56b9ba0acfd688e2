/** The programs of docs/results.md, each run as a reader would who copies it, where its language is there. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { PubSub } from '@google-cloud/pubsub';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { toResultMessage } from '../../shared/use-cases/effects/result-message.ts';
import { publishedRecord } from '../fixtures.ts';
import { given } from '../unit/jobs/given.ts';
import { answered } from '../unit/jobs/samples.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'results.md'), 'utf8');

function programIn(language: string): string {
  const [, program = ''] = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'ms').exec(PAGE) ?? [];
  expect(program).not.toBe('');
  return program;
}
const linesOf = (program: string) => program.split('\n').filter((line) => line.trim() !== '');

const run = promisify(execFile);
const succeeds = (command: string, ...args: string[]) =>
  run(command, args).then(
    () => true,
    () => false,
  );
const HAS_PYTHON = await succeeds('python3', '--version');
const HAS_PACKAGE = HAS_PYTHON && (await succeeds('python3', '-c', 'from google.cloud import pubsub_v1'));
if (!HAS_PACKAGE)
  process.stderr.write(
    `The Python program of docs/results.md is ${HAS_PYTHON ? 'compiled alone' : 'skipped'}: pip install google-cloud-pubsub\n`,
  );

let folder: string;
let child: ChildProcess | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'consumer-'));
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
});
afterEach(async () => {
  child?.kill('SIGKILL');
  child = undefined;
  await rm(folder, { recursive: true, force: true });
});

describe('the programs of docs/results.md', () => {
  it('are as short as is said', () => {
    expect(linesOf(programIn('js')).length).toBeLessThanOrEqual(12);
    expect(linesOf(programIn('python')).length).toBeLessThanOrEqual(9);
  });

  it.skipIf(!HAS_PYTHON)('are Python', async () => {
    const file = join(folder, 'store_results.py');
    await writeFile(file, programIn('python'));
    await run('python3', ['-m', 'py_compile', file]);
  });
});

/** Results of one lead: one that comes twice, and a late one that counts more. */
function messages() {
  const ended = (status: string) => given(publishedRecord()).when(answered({ status })).record;
  const rejected = toResultMessage(ended('rejected'), 'lead-1/rejected');
  const completed = toResultMessage(ended('completed'), 'lead-1/completed');
  return [completed, rejected, rejected];
}

describe.skipIf(!inject('emulators'))('a program of docs/results.md', () => {
  const programs = [
    ['js', 'store-results.mjs', process.execPath, true],
    ['python', 'store_results.py', 'python3', HAS_PACKAGE],
  ] as const;

  for (const [language, name, command, isThere] of programs)
    it.skipIf(!isThere)(
      `stores each result once, and takes it from the subscription: ${language}`,
      async () => {
        const env = { ...process.env, ...inject('emulators'), GOOGLE_CLOUD_PROJECT: 'consumer-page' };
        await writeFile(join(folder, name), programIn(language));
        const emulator = inject('emulators')?.PUBSUB_EMULATOR_HOST;
        const pubsub = new PubSub({
          projectId: 'consumer-page',
          apiEndpoint: `${emulator}`,
          emulatorMode: true,
        });
        const [topic] = await pubsub.createTopic(`results-${language}`);
        const [subscription] = await topic.createSubscription(`results-${language}`, {
          ackDeadlineSeconds: 10,
        });
        for (const message of messages()) await topic.publishMessage(message);

        child = spawn(command, [join(folder, name), subscription.name], {
          cwd: folder,
          env,
          stdio: 'inherit',
        });
        const stored = await until(
          () => rowsIn(join(folder, 'results.db')),
          ({ length }) => length === 2,
        );
        expect(stored.map(({ root_id, status }) => `${root_id} ${status}`)).toEqual([
          'lead-1 completed',
          'lead-1 rejected',
        ]);
        expect(JSON.parse(String(stored[0]?.['data']))).toMatchObject({ final: true, status: 'completed' });
        await sleep(1000);
        expect(rowsIn(join(folder, 'results.db'))).toEqual(stored);
        await pubsub.close();
      },
    );
});

/** The greatest sequence first: that of the lead that counts. */
function rowsIn(file: string) {
  if (!existsSync(file)) return [];
  const crm = new DatabaseSync(file);
  try {
    return crm.prepare('SELECT * FROM results ORDER BY sequence DESC').all();
  } catch {
    // The table is not there yet, or the program writes.
    return [];
  } finally {
    crm.close();
  }
}

async function until<T>(look: () => T, holds: (seen: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 300; tries += 1) {
    const seen = look();
    if (holds(seen)) return seen;
    await sleep(100);
  }
  throw new Error('It did not come to pass in 30 s.');
}
