/** Bundled functions as on Cloud Run: whose call it is, in the job, in the audit and in the log. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Firestore } from '@google-cloud/firestore';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { bundleFunction, ROOT } from '../../build/bundle.ts';
import { type FunctionProcess, startFunction } from '../../local/stacks/function-processes.ts';
import { FirestoreJobStore } from '../../shared/adapters/firestore/job-store.ts';
import type { FunctionName } from '../../shared/config/function-config.ts';
import { removed, signed } from '../caller-tokens.ts';
import { publishedRecord, submission } from '../fixtures.ts';

const emulators = inject('emulators');
const PROJECT = `named-${process.pid}`;
const TOPIC = `projects/${PROJECT}/topics/requests`;
const ENV = {
  PATH: process.env['PATH'],
  METADATA_SERVER_DETECTION: 'none',
  NODE_PATH: join(ROOT, 'node_modules'),
  GOOGLE_CLOUD_PROJECT: PROJECT,
  REPOSITORY_ID: 'acme-production',
  JOB_TYPES: JSON.stringify({ enrichMobile: { topic: TOPIC } }),
  RESULTS_TOPIC: `projects/${PROJECT}/topics/results`,
  DEAD_LETTER_TOPIC: `projects/${PROJECT}/topics/dead-letters`,
  INTAKE_TOPIC: `projects/${PROJECT}/topics/intake`,
};
const NAMED = { K_SERVICE: 'api', INVOKERS: 'named' };
const EVERYBODY = { K_SERVICE: 'api', INVOKERS: 'everybody' };
const NAMES = ['submit-jobs', 'operate-jobs', 'query-jobs'] as const;
const CRM = 'crm@acme-prod.iam.gserviceaccount.com';

let folder: string;
let firestore: Firestore | undefined;
const running: FunctionProcess[] = [];
beforeAll(async () => {
  if (!emulators) return;
  folder = await mkdtemp(join(tmpdir(), 'named-callers-'));
  await Promise.all(NAMES.map((name) => bundleFunction(name, folder)));
  await fetch(`http://${emulators.PUBSUB_EMULATOR_HOST}/v1/${TOPIC}`, { method: 'PUT' });
});
afterAll(async () => {
  await Promise.all([...running.map((one) => one.stop()), firestore?.terminate()]);
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** The ledger that the functions write. */
function ledger(): FirestoreJobStore {
  process.env['FIRESTORE_EMULATOR_HOST'] = emulators?.FIRESTORE_EMULATOR_HOST;
  firestore ??= new Firestore({ projectId: PROJECT });
  return new FirestoreJobStore(firestore, ENV.REPOSITORY_ID, () => undefined);
}

interface Logged {
  readonly event: string;
  readonly caller?: string;
  readonly 'logging.googleapis.com/labels': { readonly requestId?: string };
}

async function start(name: FunctionName, env: NodeJS.ProcessEnv, log: Logged[] = []) {
  const started = await startFunction({
    name,
    folder,
    env: { ...ENV, ...emulators, ...env },
    onLine: (line) => void (line.startsWith('{') && log.push(JSON.parse(line))),
  });
  running.push(started);
  return started;
}

const as = (email: string, body?: object) => ({
  headers: { authorization: `Bearer ${removed({ email })}` },
  ...(body && { body }),
});

// biome-ignore lint/suspicious/noExplicitAny: an answer is looked into as a reader of its JSON would
type Json = any;

interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: object;
}

async function send({ url }: FunctionProcess, target: string, { headers, body }: Sent) {
  const response = await fetch(`${url}${target}`, {
    method: body ? 'POST' : 'GET',
    headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: (await response.json()) as Json };
}

describe.skipIf(!emulators)('a caller whom Cloud Run has checked', () => {
  it('is in the jobs that they ask for and in the log of their calls, and nobody else is', async () => {
    const log: Logged[] = [];
    const submit = await start('submit-jobs', NAMED, log);
    const callers = Array.from({ length: 12 }, (_, i) => `caller-${i % 4}@acme.example`);
    const sent = callers.map((email, i) => send(submit, '/v1/jobs', as(email, submission(`mine-${i}`))));
    const batch = ['all-0', 'all-1', 'all-2'].map((id) => submission(id));
    const [results, many] = await Promise.all([
      Promise.all(sent),
      send(submit, '/v1/jobs:batch', as(CRM, batch)),
    ]);
    expect(results.map(({ status, json }) => [status, json.requestedBy])).toEqual(
      callers.map((email) => [202, email]),
    );
    expect(many.json.results.map(({ job }: { job: { requestedBy: string } }) => job.requestedBy)).toEqual([
      CRM,
      CRM,
      CRM,
    ]);
    const owners = Object.fromEntries([
      ...callers.map((email, i) => [`mine-${i}`, email]),
      ...batch.map(({ requestId }) => [requestId, CRM]),
    ]);
    const ofJobs = () => log.filter((entry) => entry['logging.googleapis.com/labels'].requestId);
    await vi.waitFor(() => expect(ofJobs().length).toBeGreaterThanOrEqual(30));
    for (const { caller, 'logging.googleapis.com/labels': labels } of ofJobs())
      expect([labels.requestId, caller]).toEqual([labels.requestId, owners[labels.requestId ?? '']]);
  });

  it('acts in their own name, which the audit keeps; without a name nobody acts', async () => {
    const submit = await start('submit-jobs', NAMED);
    const operate = await start('operate-jobs', NAMED);
    const query = await start('query-jobs', NAMED);
    await send(submit, '/v1/jobs', as(CRM, submission('spent-1')));
    const refused = await send(operate, '/v1/jobs/spent-1:retry', as('not-an-address', { reason: 'x' }));
    expect([refused.status, refused.json.type]).toEqual([403, 'urn:modigie-gateway:problem:forbidden']);
    expect((await send(operate, '/v1/jobs/spent-1:retry', as('ops@acme.example', {}))).status).toBe(409);
    expect((await send(query, '/v1/audit', as('ops@acme.example'))).json).toEqual({ entries: [] });
    await ledger().create({ ...publishedRecord('spent-2'), status: 'unanswered' });
    const reason = 'Ticket OPS-311';
    const retried = await send(operate, '/v1/jobs/spent-2:retry', as('Ops@acme.example', { reason }));
    expect([retried.status, retried.json.requestedBy]).toEqual([202, 'ops@acme.example']);
    for (const filter of [
      '',
      '?actor=OPS@acme.example&action=retry&target=spent-2&since=2020-01-01T00:00:00Z',
    ])
      expect((await send(query, `/v1/audit${filter}`, as(CRM))).json.entries).toMatchObject([
        { step: 'outcome', outcome: 'retried', actor: 'ops@acme.example', target: 'spent-2', reason },
        { step: 'intent', outcome: null, actor: 'ops@acme.example', target: 'spent-2', reason },
      ]);
    expect((await send(query, '/v1/audit?actor=crm@acme.example', as(CRM))).json.entries).toEqual([]);
  });
});

describe.skipIf(!emulators)('a caller whom nobody has checked', () => {
  it.each([
    ['everybody', EVERYBODY],
    ['one machine', {}],
  ])('is nobody, whatever the token says: %s', async (where, env) => {
    const log: Logged[] = [];
    const submit = await start('submit-jobs', env, log);
    const headers = { authorization: `Bearer ${signed({ email: CRM })}`, 'x-forwarded-email': CRM };
    const requestId = `open-${where.replace(' ', '-')}`;
    const { status, json } = await send(submit, '/v1/jobs', { headers, body: submission(requestId) });
    expect([status, json.requestedBy]).toEqual([202, null]);
    await vi.waitFor(() => expect(log.map(({ event }) => event)).toContain('job.published'));
    expect(JSON.stringify(log)).not.toContain(CRM);
  });

  it('changes nothing on Cloud Run: that function does not start', async () => {
    await expect(start('operate-jobs', EVERYBODY)).rejects.toThrow('INVOKERS must be named on Cloud Run');
  });
});
