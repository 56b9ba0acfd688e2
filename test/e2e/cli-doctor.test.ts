/** The doctor as a person runs it: the real command, with a gateway and a stand-in of Google behind it. */
import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Serving, serve } from '../../local/serve.ts';
import { LEDGER_REPORT } from '../../shared/api/examples.ts';
import { json } from '../../shared/http/http.ts';
import { PROJECT } from '../google/deployed.ts';
import { APPLICATION_TOKEN } from '../google/google-stand-in.ts';
import { TOKEN } from '../google/serve-stand-in.ts';
import { commandLine } from './command-line.ts';
import { serveDeployments } from './stood-deployment.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'cli', 'main.js');
const { start, folder } = commandLine();

let serving: Awaited<ReturnType<typeof serveDeployments>>;
let gateway: Serving;
beforeAll(async () => {
  serving = await serveDeployments();
  gateway = await serve(async () => json(200, { ...LEDGER_REPORT, asOf: new Date().toISOString() }), 0);
  return async () => {
    serving.close();
    await gateway.close();
  };
});
const ledger = () => ['--gateway', `http://127.0.0.1:${gateway.port}`];

/** A deployment of the test's own, and the command that looks at it. */
function deployment() {
  const { google, env } = serving.deployment(folder());
  const cloud = ['doctor', '--project', PROJECT];
  return { google, env, doctor: (...args: string[]) => start([...cloud, ...args], env).done };
}

/** Whether this folder has bundles decides what is told of the release. */
const withoutRelease = (text: string) =>
  text
    .split('\n')
    .filter((line) => !/\brelease\b/.test(line))
    .map((line) =>
      line.replace(/[0-9a-f]{8}$|[0-9a-f]{8}(?=\t)|all \d+(?= (?:composite|fields))|\d+(?= alerts)/, 'N'),
    );

const LEDGER = [
  'no timer has been due for more than 10 minutes',
  'each has its timer: 1 live job looked at',
  'each can be read: 1 live job looked at',
  'no result waits to be delivered',
  'no hold is older than a day: 0 in force',
  'no dead letter waits',
  "the gateway's clock and that of this machine agree",
];
const CLOUD = [
  '7 functions are there, and ready',
  '7 functions are told the same: fingerprint N',
  'IAM lets in whom each of 7 functions takes for let in',
  'the database modigie-gateway can be brought back to any minute of the last week',
  'the database modigie-gateway refuses to be deleted',
  'N composite indexes are ready, and there is no other',
  'N fields that have no index of their own are exempt from it',
  'all 8 subscriptions are as Terraform makes them',
  'no results go to BigQuery, as Terraform has it',
  'Pub/Sub has all 4 grants that it moves messages by',
  'gateway@modigie-apps.iam.gserviceaccount.com may publish on each request topic of Modigie: 1',
  'the scheduler calls sweep-jobs, and its last calls were answered well',
  'no function reads a secret',
  'N alerts are on, and go to email "On call"',
];

const hasScript = await promisify(execFile)('script', ['--version']).then(
  ({ stdout }) => stdout.includes('util-linux'),
  () => false,
);

/** Runs the command on a pseudo-terminal, where standard output and standard error are one. */
async function onTerminal(args: readonly string[], env: NodeJS.ProcessEnv) {
  const command = [process.execPath, MAIN, ...args].map((arg) => `'${arg}'`).join(' ');
  const own = { TERM: 'xterm-256color', NO_COLOR: '1', FORCE_COLOR: undefined, XDG_CONFIG_HOME: folder() };
  const child = spawn('script', ['-qec', `stty cols 60; ${command}`, '/dev/null'], {
    cwd: folder(),
    env: { ...process.env, ...own, ...env },
  });
  let printed = '';
  child.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, printed: printed.replaceAll('\r\n', '\n') };
}

describe.concurrent('a deployment and a ledger that are as they should be', () => {
  it.skipIf(!hasScript)('are told so on a terminal, a line for each, and nothing is changed', async () => {
    const { google, env } = deployment();
    const { code, printed } = await onTerminal(['doctor', '--project', PROJECT, ...ledger()], env);
    expect(withoutRelease(printed)).toEqual([
      '… looking at modigie-gateway in acme-crm-prod',
      ...[...LEDGER, ...CLOUD].map((seen) => `✓ ${seen}`),
      expect.stringMatching(/^21 in order, 1 to decide\.$/),
      '',
    ]);
    expect(code).toBe(0);
    const posts = google.calls.filter((call) => !call.startsWith('GET '));
    expect(posts.filter((call) => !/:(?:generateAccessToken|testIamPermissions)$/.test(call))).toEqual([]);
    for (const secret of [TOKEN, APPLICATION_TOKEN]) expect(printed).not.toContain(secret);
  });

  it('are tab-separated values in a pipe, whose counts are on standard error', async () => {
    const { doctor } = deployment();
    const { code, stdout, stderr } = await doctor(...ledger());
    const lines = withoutRelease(stdout).filter((line) => line !== '');
    expect(lines.map((line) => line.split('\t')[2])).toEqual([...LEDGER, ...CLOUD]);
    expect(lines[0]).toBe(`ok\toverdue-timers\t${LEDGER[0]}\t\t\t`);
    expect(stderr).toMatch(/in order, 1 to decide\.\n$/);
    expect(code).toBe(0);
  });
});

describe.concurrent('something that is wrong', () => {
  it('ends with exit code 1, and is told with what mends it', async () => {
    const { google, doctor } = deployment();
    google.job = { state: 'PAUSED' };
    const { code, stdout } = await doctor(...ledger());
    expect(stdout.split('\n').filter((line) => line.startsWith('wrong'))).toEqual([
      [
        'wrong\tschedules',
        "the scheduler's job modigie-gateway-sweep-jobs stands still",
        'ENABLED\tPAUSED',
        'gcloud scheduler jobs resume modigie-gateway-sweep-jobs --location us-central1 --project acme-crm-prod',
      ].join('\t'),
    ]);
    expect(code).toBe(1);
  });

  it('is a gateway that cannot be asked; the cloud is looked at all the same, as one JSON document', async () => {
    const { doctor } = deployment();
    const { code, stdout } = await doctor('--gateway', 'http://127.0.0.1:1', '--json=check,state');
    const findings: { check: string; state: string }[] = JSON.parse(stdout);
    expect(findings[0]).toEqual({ check: 'ledger', state: 'wrong' });
    expect(findings.filter(({ state }) => state === 'ok')).toHaveLength(CLOUD.length);
    expect(code).toBe(1);
  });
});

describe.concurrent('one of the two', () => {
  it('is the cloud alone where no gateway is named, which is said', async () => {
    const { code, stdout } = await deployment().doctor();
    expect(stdout).toMatch(/^warning\tledger\tthe ledger was not looked at: no gateway is named\t/);
    expect(code).toBe(0);
  });

  it('is the ledger alone without a project: Google is not asked', async () => {
    const { google, env } = deployment();
    const { code, stdout } = await start(['doctor', ...ledger()], env).done;
    expect(stdout.trim().split('\n')).toHaveLength(LEDGER.length);
    expect([code, google.calls]).toEqual([0, []]);
  });
});

describe.concurrent('what cannot be begun', () => {
  it.each([
    ['a wrong project', ['--project', 'Acme'], /It must be an ID \(6 to 30/],
    [
      'an unknown field',
      ['--project', PROJECT, '--json=state,what'],
      /There is no field "what"; there are state,/,
    ],
    ['a token for nobody', ['--project', PROJECT, '--token', 'secret'], /name it with --gateway <url>/],
    [
      'a token unencrypted',
      ['--gateway', 'http://gw.example', '--token', 'secret'],
      /never sent to another machine/,
    ],
  ])('ends with exit code 2, and calls nothing: %s', async (_name, args, told) => {
    const { google, env } = deployment();
    const { code, stdout, stderr } = await start(['doctor', ...args], env).done;
    expect(stderr).toMatch(told);
    expect(stderr).not.toContain('secret');
    expect([code, stdout, google.calls]).toEqual([2, '', []]);
  });

  it('ends at an interruption with exit code 130, and tells nothing', async () => {
    let isAsked = () => {};
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve;
    });
    const silent = await serve(() => new Promise(() => isAsked()), 0);
    const run = start(['doctor', '--gateway', `http://127.0.0.1:${silent.port}`]);
    await asked;
    run.child.kill('SIGINT');
    expect(await run.done).toMatchObject({ code: 130, stdout: '' });
    await silent.close();
  });

  it('ends so without credentials', async () => {
    const { google, env } = deployment();
    const without = { ...env, METADATA_SERVER_DETECTION: 'none', HOME: folder() };
    const { code, stderr, stdout } = await start(['doctor', '--project', PROJECT], without).done;
    expect(stderr).toMatch(/^No Google credentials: log in with gcloud auth application-default login/);
    expect([code, stdout, google.calls]).toEqual([2, '', []]);
  });
});
