/** One machine, for real: a list through a standalone gateway, and how soon `serve` takes the first job. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../build/bundle.ts';
import { freePort } from '../local/tcp-ports.ts';
import { type Part, table } from './benchmarks-document.ts';
import { writeLeads } from './embedded.ts';
import { emulators, publisherOf } from './emulators.ts';
import { firstAnswer } from './first-answer.ts';
import { REPOSITORY_ID } from './measured-gateway.ts';
import { residentOf } from './resident-memory.ts';
import { median, quantile, timed } from './statistics.ts';

const SIZES = (process.env['ROWS'] ?? '10000,100000,1000000').split(',').map(Number);
const STARTS = 11;
const SAMPLE_MS = 100;
const TOPIC = 'projects/standalone-start/topics/requests';
const SUBSCRIPTION = 'projects/standalone-start/subscriptions/responses';
const TOKEN = 'a-token-of-the-benchmark';
/** The floor of a start: a program that answers whatever it is asked. */
const HELLO = `require('node:http').createServer((_, response) => response.writeHead(202).end()).listen(process.argv[1])`;

export const standalone: Part = { name: 'standalone', title: 'One machine, for real', measure };

async function measure(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'standalone-'));
  try {
    const rows = [];
    for (const size of SIZES) rows.push(await measureList(folder, size));
    return `A list through a standalone gateway: each lead is read, stored, published, answered six times and written, against a Modigie in the same process that takes
no time of its own. The floor reads each row, stores it in SQLite with the same settings, stores it again with an answer, and writes it, ${'`'}100${'`'} rows in each
transaction. Each was run once, in a process of its own.

${table([
  [
    'rows',
    'leads a second',
    'floor',
    'time, of the floor',
    'most resident memory',
    'floor',
    'ledger, bytes a job',
  ],
  ...rows,
])}

${await measureStart(folder)}`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureList(folder: string, size: number): Promise<(string | number)[]> {
  const file = join(folder, `leads-${size}.csv`);
  await writeLeads(file, 0, size);
  const run = async (program: string) => {
    const database = join(folder, `${program}-${size}.sqlite`);
    const args = [join(import.meta.dirname, program), file, join(folder, `${program}-${size}.csv`), database];
    const { ms, result: peak } = await timed(() => peakOf(spawn(process.execPath, [...FLAGS, ...args])));
    const bytes = (await stat(database)).size;
    await rm(database);
    return { perSecond: size / (ms / 1_000), peak: `${Math.round(peak)} MiB`, bytes: bytes / size };
  };
  const floor = await run('raw-list.ts');
  const ours = await run('standalone-list.ts');
  const inThousands = (value: number) => Math.round(value).toLocaleString('en');
  return [
    inThousands(size),
    inThousands(ours.perSecond),
    inThousands(floor.perSecond),
    (floor.perSecond / ours.perSecond).toFixed(1),
    ours.peak,
    floor.peak,
    inThousands(ours.bytes),
  ];
}

const FLAGS = ['--disable-warning=ExperimentalWarning', ...(await flagsOf('enrich'))];

/** @returns the flags of Node.js in a script of package.json */
async function flagsOf(script: string): Promise<string[]> {
  const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  return String(scripts[script])
    .split(' ')
    .slice(1)
    .filter((word) => word.startsWith('--'));
}

/** @returns the highest resident memory of a process in MiB, once it has ended */
async function peakOf(child: ChildProcess): Promise<number> {
  let peak = 0;
  const sampling = setInterval(() => {
    residentOf(child.pid ?? 0).then((resident) => {
      if (resident.peak > peak) peak = resident.peak;
    });
  }, SAMPLE_MS);
  child.stderr?.pipe(process.stderr);
  const [code] = await once(child, 'close');
  clearInterval(sampling);
  if (code !== 0) throw new Error(`It ended with ${code}.`);
  return peak;
}

async function measureStart(folder: string): Promise<string> {
  const { env } = await emulators();
  await publisherOf([TOPIC]);
  await fetch(`http://${env.PUBSUB_EMULATOR_HOST}/v1/${SUBSCRIPTION}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ topic: TOPIC }),
  });
  await writeFile(join(folder, 'token'), TOKEN);
  const [served, hello]: [number[], number[]] = [[], []];
  // The first rounds fill the cache of compiled code.
  for (let round = -2; round < STARTS; round += 1) {
    const ms = [await startOfServe(folder, env), await startOfHello()] as const;
    if (round < 0) continue;
    served.push(ms[0]);
    hello.push(ms[1]);
  }
  const inMs = (values: readonly number[]) =>
    `${Math.round(median(values))} ms (${Math.round(quantile(values, 0.25))} to ${Math.round(quantile(values, 0.75))})`;
  return `From the start of \`serve\` until its first job is accepted, stored and answered, ${STARTS} starts with a ledger that is there: ${inMs(served)}. A program of \`node:http\` that
only answers takes ${inMs(hello)}, so that it is ${(median(served) / median(hello)).toFixed(1)} of that.`;
}

async function startOfServe(folder: string, env: NodeJS.ProcessEnv): Promise<number> {
  const port = await freePort();
  const config = join(folder, 'modigie.json');
  const given = {
    repositoryId: REPOSITORY_ID,
    jobTypes: { enrichMobile: { topic: TOPIC } },
    responseSubscriptions: [SUBSCRIPTION],
    tokenFile: 'token',
    port,
  };
  await writeFile(config, JSON.stringify(given));
  const flags = await flagsOf('gateway');
  return startWithin([...flags, join(ROOT, 'cli', 'main.js'), 'serve', '--config', config], port, env);
}

async function startOfHello(): Promise<number> {
  const port = await freePort();
  return startWithin(['-e', HELLO, String(port)], port, {});
}

let jobs = 0;

/** @returns milliseconds from the start of a process until it has accepted a job */
async function startWithin(args: readonly string[], port: number, env: NodeJS.ProcessEnv): Promise<number> {
  jobs += 1;
  const body = JSON.stringify({
    requestId: `start-${process.pid}-${jobs}`,
    jobType: 'enrichMobile',
    payload: {
      person: { firstName: 'Ann', lastName: 'Lee' },
      employment: { company: { title: 'Acme' } },
      urls: [{ url: { userFormat: 'https://linkedin.com/in/ann-lee' }, rels: ['linkedInUser'] }],
    },
  });
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: 'ignore' });
  try {
    const url = `http://127.0.0.1:${port}/v1/jobs`;
    const { status } = await firstAnswer(url, { method: 'POST', headers, body });
    if (status !== 202) throw new Error(`It answered ${status}.`);
    return performance.now() - startedAt;
  } finally {
    child.kill('SIGKILL');
    await once(child, 'close');
  }
}
