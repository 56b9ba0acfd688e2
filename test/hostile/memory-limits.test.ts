/**
 * Bodies that are made to fill the memory of an instance, sent to functions as they are deployed, with the
 * heap that Node.js picks there. None may end the process, nor stop the good requests beside it.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { FunctionProcess } from '../../local/stacks/function-processes.ts';
import type { FunctionName } from '../../shared/config/function-config.ts';
import { answerBody, submission } from '../fixtures.ts';
import {
  createTopics,
  type Heard,
  peakMiB,
  type Sent,
  sendBeside,
  startLimited,
} from './limited-function.ts';

const TEN_MB = 10_000_000;

let folder: string;
let running: FunctionProcess;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'memory-limits-'));
  const emulators = inject('emulators');
  if (emulators) await createTopics(emulators);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Each body meets a process of its own, so that each peak is its own. */
function runsAnew(name: FunctionName): void {
  beforeEach(async () => {
    running = await startLimited(name, folder, inject('emulators'));
  });
  afterEach(() => running.stop());
}

/** The long form (`npm run test:hostile`) tells each peak: docs/configuration.md has some of them. */
const TOLD = process.env['HOSTILE_CASES'] !== undefined;

/** Requests that an instance is sent at once (infra/functions.tf). */
const CONCURRENCY = 80;

/** Of 512 MiB: what else there is in an instance, such as files and the buffers of sockets, has the rest. */
const MOST_MIB = 400;

async function expectWithinMemory(): Promise<void> {
  const peak = await peakMiB(running);
  if (peak === undefined) return void process.stderr.write('There is no /proc: memory is not measured.\n');
  if (TOLD) process.stderr.write(`${expect.getState().currentTestName}: ${peak.toFixed(0)} MiB\n`);
  expect(peak).toBeLessThan(MOST_MIB);
}

/** Sends hostile bodies with good requests beside them. @returns what the hostile ones were answered */
async function survive(bodies: readonly Sent[], good: Sent & { readonly status: number }): Promise<Heard[]> {
  const { heard, beside } = await sendBeside(running, bodies, good);
  expect(new Set(beside)).toEqual(new Set([good.status]));
  await expectWithinMemory();
  return heard;
}

const repeated = (text: string, bytes: number) => Buffer.alloc(bytes, text);
const behindBlankLines = (text: string) => Buffer.concat([repeated('\n', 9_000_000), Buffer.from(text)]);
const unknownKeys = (count: number) =>
  Buffer.from(`{${Array.from({ length: count }, (_, i) => `"k${i}":0`).join(',')}}`);
/**
 * One legitimate submission of some 100 kB, of which most are tags. One letter beyond Latin-1 has V8 hold a
 * whole text in two bytes a letter; these are two bytes of UTF-8 as well.
 */
const largeSubmission = (id: string) => {
  const { payload, ...rest } = submission(id);
  const tags = Array.from({ length: 90 }, (_, i) => ({ name: `tag-${i}`, value: 'ż'.repeat(500) }));
  return { ...rest, payload: { ...payload, tags } };
};

describe('submit-jobs', () => {
  runsAnew('submit-jobs');
  const INVALID = { target: '/v1/jobs', body: Buffer.from('{}'), status: 422 };
  const BATCH = '/v1/jobs:batch';
  const NDJSON = 'application/x-ndjson';

  it.each<[string, Sent, number]>([
    ['blank lines alone', { target: BATCH, type: NDJSON, body: repeated('\n', 9_000_000) }, 400],
    ['a line behind blank ones', { target: BATCH, type: NDJSON, body: behindBlankLines('7') }, 207],
    ['very short lines', { target: BATCH, type: NDJSON, body: repeated('7\n', TEN_MB) }, 413],
    ['an array of five million numbers', { target: BATCH, body: numbersOf(4_900_000) }, 413],
    ['an object with 800,000 unknown keys', { target: BATCH, body: unknownKeys(800_000) }, 413],
    ['lines in chunks', { target: BATCH, type: NDJSON, body: repeated('7\n', TEN_MB), chunked: true }, 413],
  ])('answers %s', async (_name, body, status) => {
    const heard = await survive([body, body, body, body], INVALID);
    // So many at once do not all have room.
    expect(heard.map((answer) => answer.status)).toContain(status);
    for (const answer of heard) {
      expect([status, 503]).toContain(answer.status);
      expect(answer.text.length).toBeLessThan(10_000);
    }
  });

  it('answers an item that has thousands of unknown keys with some of them', async () => {
    const item = unknownKeys(4_000);
    const body = Buffer.from(`[${Array.from({ length: 50 }, () => item).join(',')}]`);
    const heard = await survive([{ target: BATCH, body }], INVALID);
    expect(heard.map(({ status }) => status)).toEqual([207]);
    expect(heard[0]?.text.length).toBeLessThan(1_000_000);
  });

  it('answers 16 batches of 10 MB at once: some are taken, the others told to come again', {
    timeout: 180_000,
  }, async () => {
    // Without a store the batches are refused by the item, after they were held in memory all the same.
    const stored = inject('emulators') !== null;
    const batches = Array.from({ length: 16 }, (_, i) => {
      const jobs = Array.from({ length: 100 }, (_, j) => largeSubmission(`batch-${i}-${j}`));
      return JSON.stringify(stored ? jobs : jobs.map((job) => ({ ...job, misspelt: true })));
    });
    const bodies = batches.map((text) => ({ target: BATCH, body: Buffer.from(text) }));
    const heard = await survive(bodies, INVALID);
    const statuses = heard.map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([207, 503]));
    const accepted = heard.flatMap(({ text }) => text.match(/\{"status":202/g) ?? []).length;
    if (stored) expect(accepted).toBe(100 * statuses.filter((status) => status === 207).length);
  });

  it('answers as many submissions as an instance is sent at once, beside batches', async () => {
    const bodies = Array.from({ length: CONCURRENCY }, (_, i) => ({
      target: '/v1/jobs',
      body: Buffer.from(JSON.stringify(largeSubmission(`alone-${i}`))),
    }));
    const batch = { target: BATCH, body: numbersOf(120_000) };
    const heard = await survive([batch, ...bodies, batch], INVALID);
    const statuses = heard.slice(1, -1).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([inject('emulators') === null ? 503 : 202]));
  });

  it.each([false, true])('refuses 16 bodies of 31 MB (in chunks: %s)', async (chunked) => {
    const body = repeated(' ', 31_000_000);
    const heard = await survive(
      Array.from({ length: 16 }, () => ({ target: BATCH, body, chunked })),
      INVALID,
    );
    for (const { status } of heard) expect([413, 503]).toContain(status);
    if (!chunked) expect(new Set(heard.map(({ status }) => status))).toEqual(new Set([413]));
  });
});

const pushed = (data: Buffer) => ({
  body: Buffer.from(JSON.stringify({ message: { data: data.toString('base64'), messageId: 'm' } })),
});
/** Where there is nowhere to store it or to set it aside to, it has to come again. */
const settled = () => (inject('emulators') === null ? 503 : 204);

describe('intake-jobs', () => {
  runsAnew('intake-jobs');
  const SMALL = { ...pushed(Buffer.from('{}')), status: settled() };

  it.each([
    ['8.6 MB of numbers', numbersOf(4_300_000)],
    ['10 MB of unknown keys', unknownKeys(800_000).subarray(0, TEN_MB)],
  ])('sets messages of %s aside unread', async (_name, data) => {
    const heard = await survive(
      Array.from({ length: 4 }, () => pushed(data)),
      SMALL,
    );
    for (const { status } of heard) expect([204, 503]).toContain(status);
  });

  it('answers 16 messages of 10 MB at once', async () => {
    const data = Buffer.alloc(TEN_MB, 'x');
    const heard = await survive(
      Array.from({ length: 16 }, () => pushed(data)),
      SMALL,
    );
    for (const { status } of heard) expect([204, 503]).toContain(status);
  });

  it('answers what is no envelope', async () => {
    const odd = [{ body: numbersOf(4_900_000) }, { body: unknownKeys(800_000) }];
    const bodies = [...odd, ...odd];
    for (const { status } of await survive(bodies, SMALL)) expect([204, 503]).toContain(status);
  });
});

describe('receive-responses', () => {
  runsAnew('receive-responses');
  const GOOD = { ...pushed(Buffer.from(answerBody({ id: 'good', status: 'completed' }))), status: settled() };

  it('answers 64 responses of up to 10 MB at once, however many values they have', async () => {
    const responses = [
      Buffer.from(answerBody({ id: 'large', status: 'completed', filler: 'ż'.repeat(390_000) })),
      Buffer.from(answerBody({ id: 'many', status: 'completed', filler: new Array(390_000).fill(0) })),
      Buffer.from(answerBody({ id: 'larger', status: 'completed', filler: 'x'.repeat(900_000) })),
      unknownKeys(700_000),
    ];
    const bodies = Array.from({ length: 16 }, () => responses.map(pushed)).flat();
    const heard = await survive(bodies, GOOD);
    for (const { status } of heard) expect([204, 503]).toContain(status);
    if (inject('emulators')) expect(heard.map(({ status }) => status)).toContain(204);
  });
});

function numbersOf(count: number): Buffer {
  return Buffer.from(`[${'0,'.repeat(count)}0]`);
}
