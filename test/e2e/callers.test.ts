import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { bundleFunction, ROOT } from '../../build/bundle.ts';
import { type FunctionProcess, startFunction } from '../../local/stacks/function-processes.ts';
import { CALLERS, type Caller, EXPECTED, removed, signed, statusOf } from '../caller-tokens.ts';
import { type GoogleStandIn, NO_GOOGLE, startGoogle } from './google-stand-in.ts';

const emulators = inject('emulators');

const ENV = {
  PATH: process.env['PATH'],
  METADATA_SERVER_DETECTION: 'none',
  NODE_PATH: join(ROOT, 'node_modules'),
  GOOGLE_CLOUD_PROJECT: 'callers',
  REPOSITORY_ID: 'acme-production',
  JOB_TYPES: '{"enrichMobile":{"topic":"projects/callers/topics/requests"}}',
  RESULTS_TOPIC: 'projects/callers/topics/results',
  DEAD_LETTER_TOPIC: 'projects/callers/topics/dead-letters',
  INTAKE_TOPIC: 'projects/callers/topics/intake',
  RESPONSE_SUBSCRIPTIONS: '["projects/callers/subscriptions/responses"]',
  PUSH_AUDIENCE: EXPECTED.audience,
  PUSH_ACCOUNT: EXPECTED.email,
};
const ON_CLOUD_RUN = { K_SERVICE: 'callers' };
const MODES = {
  signature: { PUSH_AUTHENTICATION: 'signature', ...ON_CLOUD_RUN, INVOKERS: 'everybody' },
  'behind-iam': { PUSH_AUTHENTICATION: 'behind-iam', ...ON_CLOUD_RUN, INVOKERS: 'named' },
  off: { PUSH_AUTHENTICATION: 'off' },
};
type Mode = keyof typeof MODES;

/** Called by Pub/Sub or the scheduler, and the status of a call that is let in: a push is set aside. */
const CALLED = [
  ['sweep-jobs', 200],
  ['intake-jobs', 204],
  ['receive-responses', 204],
] as const;
type Called = (typeof CALLED)[number][0] | 'pull-responses';
const ALL: readonly Called[] = ['sweep-jobs', 'intake-jobs', 'receive-responses', 'pull-responses'];

let folder: string;
let google: GoogleStandIn;
const running = new Set<FunctionProcess>();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callers-'));
  google = await startGoogle();
  await Promise.all(ALL.map((name) => bundleFunction(name, folder)));
  if (emulators) await createTopic(emulators.PUBSUB_EMULATOR_HOST, ENV.DEAD_LETTER_TOPIC);
});
afterAll(async () => {
  await Promise.all([...running].map((one) => one.stop()));
  google.stop();
  await rm(folder, { recursive: true, force: true });
});

async function createTopic(host: string, name: string): Promise<void> {
  await fetch(`http://${host}/v1/${name}`, { method: 'PUT' });
}

interface Logged {
  readonly event: string;
  readonly severity: string;
  readonly reason?: string;
  readonly httpStatus?: number;
}

/** @param log gets each entry that the function logs */
async function start(name: Called, env: NodeJS.ProcessEnv, log: Logged[] = []): Promise<FunctionProcess> {
  const started = await startFunction({
    name,
    folder,
    env: { ...ENV, ...emulators, ...env },
    onLine: (line) => void (line.startsWith('{') && log.push(JSON.parse(line))),
  });
  running.add(started);
  return started;
}

/** @returns the response's status and how long it says to wait */
async function call({ url }: FunctionProcess, headers: Caller['headers']) {
  const sending = request(url, { method: 'POST', headers }).end('{}');
  const [response] = (await once(sending, 'response')) as [IncomingMessage];
  response.resume();
  return { status: response.statusCode, retryAfter: response.headers['retry-after'] };
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

function outcomeOf({ signature, behindIam }: Caller, mode: Mode): string {
  if (mode === 'off') return 'ok';
  return mode === 'signature' ? signature : behindIam;
}

describe.skipIf(!emulators).each(CALLED)('the callers of %s', (name, letIn) => {
  it.each(['signature', 'behind-iam', 'off'] as const)('are told apart by %s', async (mode) => {
    const log: Logged[] = [];
    const askedBefore = google.asked();
    const called = await start(name, { ...google.env, ...MODES[mode] }, log);
    const seen = [];
    for (const { name: caller, headers } of CALLERS) {
      const { status } = await call(called, headers);
      seen.push({ caller, status });
    }
    const expected = CALLERS.map((caller) => ({ caller: caller.name, outcome: outcomeOf(caller, mode) }));
    expect(seen).toEqual(
      expected.map(({ caller, outcome }) => ({ caller, status: statusOf(outcome) || letIn })),
    );
    const refused = expected.filter(({ outcome }) => outcome !== 'ok');
    const refusals = () => log.filter(({ event }) => event === 'caller.refused');
    await vi.waitFor(() => expect(refusals()).toHaveLength(refused.length));
    expect(refusals().map(({ reason, severity, httpStatus }) => ({ reason, severity, httpStatus }))).toEqual(
      refused.map(({ outcome }) => ({ reason: outcome, severity: 'ERROR', httpStatus: statusOf(outcome) })),
    );
    expect(log.map(({ event }) => event)).not.toContain('request.failed');
    expect(JSON.stringify(log)).not.toMatch(/modigie\.example|eyJ/);
    expect(google.asked() - askedBefore).toBe(mode === 'off' ? 0 : 1);
  });
});

/** @returns all entries but that of the sweep's reconciliation, which there is from 3 to 4 o'clock UTC */
function ofCallers(log: readonly Logged[]): readonly Logged[] {
  return log.filter(({ event }) => event !== 'reconcile.finished');
}

describe.skipIf(!emulators)("a function that Google's public keys do not reach", () => {
  it.each([
    ['an error', '500'],
    ['silence', 'no-answer'],
  ] as const)('answers 503 after %s, and lets the caller in afterwards', async (answer, reason) => {
    const log: Logged[] = [];
    google.answerWith(answer);
    const called = await start('sweep-jobs', { ...google.env, ...MODES.signature }, log);
    expect(await call(called, bearer(signed()))).toEqual({ status: 503, retryAfter: '5' });
    google.answerWith('keys');
    expect(await call(called, bearer(signed()))).toMatchObject({ status: 200 });
    await vi.waitFor(() =>
      expect(ofCallers(log)).toMatchObject([{ event: 'keys.unavailable', severity: 'ERROR', reason }]),
    );
  });

  it('takes callers that Cloud Run has checked', async () => {
    const log: Logged[] = [];
    const called = await start('sweep-jobs', { ...NO_GOOGLE, ...MODES['behind-iam'] }, log);
    expect(await call(called, bearer(signed()))).toEqual({ status: 503, retryAfter: '5' });
    expect(await call(called, bearer(removed()))).toMatchObject({ status: 200 });
    await vi.waitFor(() => expect(ofCallers(log)).toMatchObject([{ reason: 'ECONNREFUSED' }]));
  });
});

describe('the functions that are called', () => {
  it.each(Object.keys(MODES) as Mode[])('start with PUSH_AUTHENTICATION=%s', async (mode) => {
    const statuses = ALL.map(async (name) => {
      const { url } = await start(name, { ...NO_GOOGLE, ...MODES[mode] });
      return (await fetch(url)).status;
    });
    expect(await Promise.all(statuses)).toEqual(ALL.map(() => 405));
  });

  const { signature, off, 'behind-iam': behindIam } = MODES;
  it.each([
    ['the value of before', { PUSH_AUTHENTICATION: 'required' }, ['PUSH_AUTHENTICATION must be signature,']],
    ['off on Cloud Run', { ...off, ...ON_CLOUD_RUN }, ['PUSH_AUTHENTICATION must not be off on Cloud Run']],
    ['everybody behind IAM', { ...behindIam, INVOKERS: 'everybody' }, ['INVOKERS must be named']],
    ['anybody behind IAM', { ...behindIam, INVOKERS: '' }, ['INVOKERS must be named']],
    ['IAM without Cloud Run', { ...behindIam, K_SERVICE: '' }, ['K_SERVICE is required']],
    [
      'IAM by hand',
      { ...behindIam, INVOKERS: '', K_SERVICE: '' },
      ['INVOKERS must be', 'K_SERVICE is required'],
    ],
    ['no audience', { ...signature, PUSH_AUDIENCE: '' }, ['PUSH_AUDIENCE is required']],
    ['no account', { ...behindIam, PUSH_ACCOUNT: '' }, ['PUSH_ACCOUNT is required']],
  ])('do not start with %s, and say why', async (_name, env, problems) => {
    const told = ALL.map(async (name) => {
      const message = await start(name, env).then(
        () => 'It started.',
        (error: Error) => error.message,
      );
      return message.split('\n').filter((line) => line.startsWith('  '));
    });
    const lines = problems.map((problem) => expect.stringContaining(problem));
    expect(await Promise.all(told)).toEqual(ALL.map(() => lines));
  });
});
