/** The commands about jobs and profiles as a user has them: on a terminal, in a pipe, and how they end. */
import { execFile, spawn } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Serving, serve } from '../../local/serve.ts';
import { BACKLOG, JOB, REVEALED } from '../../shared/api/examples.ts';
import { problem } from '../../shared/api/problem.ts';
import { type HttpHandler, json } from '../../shared/http/http.ts';
import { problemResponse } from '../../shared/http/problem-response.ts';
import { commandLine } from './command-line.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'cli', 'main.js');
const { start, run, folder, file } = commandLine();

/** No terminal may obey it: a cleared screen, a title, text that runs backwards, a line of its own. */
const HOSTILE = '\u001b[2J\u001b]0;owned\u0007\u009b31m\u202egnp\r\nnext\tcell';
const AS_SHOWN = '\\u001b[2J\\u001b]0;owned\\u0007\\u009b31m\\u202egnp\\r\\nnext\\tcell';

/** So long ago that a terminal shows the day. */
const TIMES = { requestedAt: '2001-02-03T04:05:06.000Z', updatedAt: '2001-02-03T04:05:07.000Z' };
const JOBS = [
  { ...JOB.completed, ...TIMES, requestId: 'a', rootId: 'a' },
  {
    ...JOB.completed,
    ...TIMES,
    requestId: HOSTILE,
    rootId: HOSTILE,
    status: 'failed',
    reasonType: '東'.repeat(300),
    cause: '東'.repeat(300),
  },
];

/** Called when the job is read that does not end. */
let onOpen = () => {};

/** Answers by the path, and refuses what it does not know. */
const handler: HttpHandler = async ({ method, target, headers }) => {
  const { pathname } = new URL(target, 'http://gateway');
  if (headers['authorization'] === 'Bearer old') return problemResponse(problem('unauthenticated', 'No.'));
  if (pathname === '/v1/jobs') return json(200, { jobs: JOBS, nextPageToken: 'more' });
  if (pathname === '/v1/jobs:count')
    return json(200, { byStatus: { completed: 12, [HOSTILE]: 3 }, countedAt: '2026-03-01T09:00:00.000Z' });
  if (pathname === '/v1/backlog') return json(200, BACKLOG);
  if (pathname === '/v1/jobs:batchGet') return json(200, { jobs: [{ ...JOBS[0], status: 'failed' }] });
  if (method === 'POST' && pathname === '/v1/jobs/a:retry')
    return json(202, { ...JOBS[0], requestId: 'a~2' });
  if (method === 'POST' && pathname === '/v1/jobs/hostile:reveal')
    return json(200, { ...REVEALED, reason: HOSTILE, payload: { [HOSTILE]: HOSTILE } });
  if (pathname === '/v1/jobs/hostile') return json(200, JOBS[1] ?? {});
  if (pathname === '/v1/jobs/open') onOpen();
  if (pathname === '/v1/jobs/open') return json(200, { ...JOBS[0], status: HOSTILE, final: false });
  if (pathname === '/v1/jobs/rude') return problemResponse(problem('invalid-parameter', HOSTILE));
  return problemResponse(problem('job-not-found', 'Check the request ID.'));
};

let serving: Serving;
let gateway: string[];
beforeAll(async () => {
  serving = await serve(handler, 0);
  gateway = ['--gateway', `http://127.0.0.1:${serving.port}`];
});
afterAll(() => serving.close());

const hasScript = await promisify(execFile)('script', ['--version']).then(
  ({ stdout }) => stdout.includes('util-linux'),
  () => false,
);

interface OnTerminal {
  readonly columns?: number;
  /** Typed once the question is there. */
  readonly typed?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a command on a pseudo-terminal, where standard output and standard error are one. */
async function onTerminal(args: readonly string[], { columns = 100, typed, env }: OnTerminal = {}) {
  const command = [process.execPath, MAIN, ...args].map((arg) => `'${arg}'`).join(' ');
  const child = spawn('script', ['-qec', `stty cols ${columns}; ${command}`, '/dev/null'], {
    cwd: folder(),
    env: {
      ...process.env,
      TERM: 'xterm-256color',
      // A build server's logs have no colours.
      CI: undefined,
      NO_COLOR: undefined,
      FORCE_COLOR: undefined,
      XDG_CONFIG_HOME: folder(),
      ...env,
    },
  });
  let printed = '';
  let isTyped = false;
  child.stdout.on('data', (chunk) => {
    printed += chunk;
    if (typed === undefined || isTyped || !printed.includes('[y/N]')) return;
    isTyped = true;
    child.stdin.write(typed);
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, printed: printed.replaceAll('\r\n', '\n') };
}

describe.skipIf(!hasScript)('on a terminal', () => {
  it('jobs list is a table in colours, cut to the width, and obeys no job', async () => {
    const { code, printed } = await onTerminal(['jobs', 'list', ...gateway, '--limit', '2']);
    expect(code).toBe(0);
    for (const painted of [
      '\u001b[1mREQUEST ID\u001b[22m',
      '\u001b[32mcomplet…\u001b[39m',
      '\u001b[31mfailed\u001b[39m',
    ])
      expect(printed).toContain(painted);
    const plain = ['1', '22', '31', '32', '39'].reduce(
      (text, colour) => text.replaceAll(`\u001b[${colour}m`, ''),
      printed,
    );
    expect(plain).toBe(
      [
        'REQUEST ID                                 JOB TYPE  STATUS    ATTEMPT  CAUSE     REQUEST…  UPDATED',
        'a                                          enrichM…  complet…  1                  2001-02…  2001-02…',
        '\\u001b[2J\\u001b]0;owned\\u0007\\u009b31m\\u…  enrichM…  failed    1        東東東…   2001-02…  2001-02…',
        'These are the first 2: --limit shows more.',
        '',
      ].join('\n'),
    );
  });

  it('has no colours with NO_COLOR', async () => {
    const { printed } = await onTerminal(['jobs', 'count', ...gateway], { env: { NO_COLOR: '1' } });
    expect(printed).toBe(
      [
        `STATUS${' '.repeat(AS_SHOWN.length - 6)}  COUNT`,
        `completed${' '.repeat(AS_SHOWN.length - 9)}  12`,
        `${AS_SHOWN}  3`,
        'Counted at 2026-03-01T09:00:00.000Z. The gateway counts anew after 10 seconds: what changed since then is not in it.',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['y\n', 0, 'retried'],
    ['n\n', 1, 'Nothing was retried.'],
    // End of input, and Ctrl-C.
    ['\u0004', 1, 'Nothing was retried.'],
    ['\u0003', 130, 'Nothing was retried.'],
  ])('jobs retry asks before it charges: %j', async (typed, code, told) => {
    const run = await onTerminal(['jobs', 'retry', 'a', ...gateway], { typed });
    expect(run.printed).toContain('Retry 1 job (up to 1 charge)? [y/N] ');
    expect(run.printed).toContain(told);
    expect(run.code).toBe(code);
  });
});

describe('in a pipe', () => {
  it('jobs list is tab-separated values, colours or not', async () => {
    const { done } = start(['jobs', 'list', ...gateway, '--limit', '2'], { FORCE_COLOR: '1' });
    const { code, stdout, stderr } = await done;
    const times = Object.values(TIMES).join('\t');
    expect([code, stdout, stderr]).toEqual([
      0,
      `a\tenrichMobile\tcompleted\t1\t\t${times}\n${AS_SHOWN}\tenrichMobile\tfailed\t1\t${'東'.repeat(300)}\t${times}\n`,
      'These are the first 2: --limit shows more.\n',
    ]);
  });

  it('jobs show and jobs count have a line for each thing', async () => {
    const show = await run('jobs', 'show', 'hostile', ...gateway);
    expect(show.stdout).toMatch(/^requestId\t\\u001b\[2J.*\njobType\tenrichMobile\nstatus\tfailed\nreason\t/);
    expect((await run('jobs', 'count', ...gateway)).stdout).toBe(`completed\t12\n${AS_SHOWN}\t3\n`);
  });

  it('is one JSON document with --json, and obeys no job either', async () => {
    const { stdout } = await run('jobs', 'list', ...gateway, '--json=requestId', '--limit', '2');
    expect(JSON.parse(stdout)).toEqual([{ requestId: 'a' }, { requestId: HOSTILE }]);
    expect(stdout).not.toMatch(/[\u007f-\u009f\u202e]/);
    expect(JSON.parse((await run('jobs', 'show', ...gateway, '--json', 'hostile')).stdout)).toEqual(JOBS[1]);
    const revealed = await run('jobs', 'reveal', 'hostile', ...gateway);
    expect(JSON.parse(revealed.stdout)).toMatchObject({ payload: { [HOSTILE]: HOSTILE }, job: REVEALED.job });
    expect(revealed.stderr).toBe(`There is no payload: ${AS_SHOWN}.\n`);
    expect(JSON.parse((await run('jobs', 'count', ...gateway, '--json')).stdout).byStatus.completed).toBe(12);
  });

  it('ends quietly when the reader has had enough', async () => {
    const [address = ''] = gateway.slice(1);
    const shell = `"${process.execPath}" "${MAIN}" jobs list --gateway ${address} --limit 20000 | head -n 1; echo \${PIPESTATUS[0]}`;
    const { stdout, stderr } = await promisify(execFile)('bash', ['-c', shell]);
    expect([stdout.split('\n').slice(1), stderr]).toEqual([['0', ''], '']);
  });
});

describe('an exit code', () => {
  const retry = ['jobs', 'retry', 'a', 'nobody'];
  it.each([
    ['done', ['jobs', 'show', 'hostile'], 0],
    ['a job that is unknown', ['jobs', 'show', 'nobody'], 1],
    ['what was revealed', ['jobs', 'reveal', 'hostile', '--reason', 'OPS-313'], 0],
    ['a reveal of nothing', ['jobs', 'reveal', 'nobody'], 1],
    ['a job that is not final', ['jobs', 'wait', 'open', '--timeout', '1s'], 1],
    ['an unknown field', ['jobs', 'list', '--json=nope'], 2],
    ['an unknown verb', ['jobs', 'lsit'], 2],
    ['no verb', ['jobs'], 2],
    ['nobody to ask', retry, 2],
    ['a token that has ended', ['jobs', 'list', '--token', 'old'], 4],
    ['a bulk of which some failed', [...retry, '--yes'], 5],
    ['a dry run', [...retry, '--dry-run'], 0],
  ])('says: %s', async (_what, args, code) => {
    // A noun alone has no options.
    const { code: ended, stdout, stderr } = await run(...args, ...(args.length > 1 ? gateway : []));
    expect([ended, stderr]).toEqual([code, expect.not.stringMatching(/^ +at /m)]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
  });

  it('says that nothing is there, and that it was interrupted', async () => {
    expect(await run('jobs', 'list', '--gateway', 'http://127.0.0.1:9')).toMatchObject({
      code: 1,
      stderr: 'http://127.0.0.1:9 cannot be reached.\n',
    });
    const asked = new Promise<void>((resolve) => {
      onOpen = resolve;
    });
    const waiting = start(['jobs', 'wait', 'open', ...gateway]);
    await asked;
    waiting.child.kill('SIGINT');
    expect(await waiting.done).toMatchObject({ code: 130, stdout: '', stderr: '' });
  });

  it('comes with an error that is told as it is, and not obeyed', async () => {
    const { code, stderr } = await run('jobs', 'show', 'rude', ...gateway);
    expect([code, stderr]).toEqual([
      2,
      `http://127.0.0.1:${serving.port} answered 400: ${AS_SHOWN.replace('\\n', '\n')}\n`,
    ]);
  });
});

describe('a profile', () => {
  const env = () => ({ XDG_CONFIG_HOME: folder() });
  const mg = (...args: string[]) => start(args, env()).done;

  it('is added, used, listed and removed', async () => {
    const { code, stderr } = await mg('profiles', 'add', 'here', ...gateway);
    expect([code, stderr]).toEqual([
      0,
      'Added here: --profile here takes it. To make it the default: npm run gateway -- profiles use here.\n',
    ]);
    const path = join(folder(), 'modigie-gateway', 'config.json');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await mg('jobs', 'count', '--profile', 'here')).stdout).toContain('completed\t12\n');
    expect(await mg('profiles', 'use', 'here')).toMatchObject({ code: 0 });
    expect((await mg('status')).stdout).toMatch(/^completed +12\n.*\ndead letters +\d+\n/s);
    expect((await mg('profiles', 'list')).stdout).toBe(`here\tyes\t${gateway[1]}\t\t\t\t\n`);
    expect(await mg('profiles', 'use', '--none')).toMatchObject({ code: 0 });
    expect(await mg('profiles', 'remove', 'here')).toMatchObject({ code: 0 });
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ profiles: {} });
    expect(await mg('profiles', 'list')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringMatching(/^No profiles yet/),
    });
  });

  it.each([
    [
      'that is unknown',
      ['jobs', 'list', '--profile', 'nope'],
      /^There is no profile nope; there are none yet/,
    ],
    ['of no name', ['profiles', 'use'], /^error: name a profile, or give --none/],
    ['of two names', ['profiles', 'use', 'a', '--none'], /^error: name a profile, or give --none/],
    ['without an address', ['profiles', 'add', 'a'], /required option '--gateway <url>' not specified/],
    [
      'with a token',
      ['profiles', 'add', 'a', '--gateway', 'https://a.example', '--token', 'sesame'],
      /unknown option '--token'/,
    ],
    [
      'to which a token would go unencrypted',
      ['profiles', 'add', 'a', '--gateway', 'http://192.0.2.2', '--google-identity'],
      /^--gateway begins with http:/,
    ],
  ])('%s is refused in a line', async (_what, args, told) => {
    const { code, stderr } = await mg(...args);
    expect([code, stderr]).toEqual([2, expect.stringMatching(told)]);
    expect(stderr).not.toContain('sesame');
  });

  it('that is the default sends no leads anywhere', async () => {
    await mg('profiles', 'add', 'real', '--gateway', 'https://gateway.invalid', '--replace');
    await mg('profiles', 'use', 'real');
    await file('leads.csv', 'id,firstName,lastName,company\n1,Ann,Lee,Acme\n');
    expect(await mg('enrich', 'leads.csv')).toMatchObject({ code: 0 });
    await mg('profiles', 'remove', 'real');
  });
});
