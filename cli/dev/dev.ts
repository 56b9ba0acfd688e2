/** `dev`: a gateway that stays up on this machine. */
import { once } from 'node:events';
import { ChaosSwitch } from '../../local/chaos-switch.ts';
import { withBesideCalls } from '../../local/console/beside-api.ts';
import { type Controlled, controlCalls } from '../../local/console/controls.ts';
import { withConsole } from '../../local/console/with-console.ts';
import { findEmulators, HOW_TO_GET_EMULATORS } from '../../local/emulators/find.ts';
import { MovableClock } from '../../local/movable-clock.ts';
import { type Serving, serve } from '../../local/serve.ts';
import { createEmbeddedStack } from '../../local/stacks/embedded-stack.ts';
import { createKeptStack, type KeptStack } from '../../local/stacks/kept-stack.ts';
import type { LocalWebhook } from '../../local/stacks/local-webhooks.ts';
import { seldomTold } from '../../local/standalone/seldom-told.ts';
import { BRISK } from '../../local/synthetic-repository/repository.ts';
import type { HttpHandler } from '../../shared/http/http.ts';
import { DEFAULT_POLICY, type Policy } from '../../shared/jobs/policy.ts';
import { KNOWN_JOB_TYPES } from '../../shared/protocol/job-types.ts';
import type { Telemetry } from '../../shared/telemetry/log-events.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { MOST_DROPPED } from '../console/lists/dropped-list.ts';
import { EXAMPLE_CALL, listCalls } from '../console/lists/list-calls.ts';
import { UserError } from '../output/user-error.ts';
import { ledgerFaultIn } from '../standalone/watch-ledger.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { moneyOf } from './money-variables.ts';
import { webhooksInWords } from './webhooks-to-try.ts';

export interface DevOptions {
  /** 0 for any that is free. */
  readonly port: number;
  readonly chaos: boolean;
  readonly emulators: boolean;
  readonly webhooks: readonly LocalWebhook[];
  /** A folder in which jobs are kept; none are when it is absent. */
  readonly data?: string;
}

/** The description of a gateway, for the person who started it. */
interface Told {
  readonly description: string;
  /** How it is ended, and what then. */
  readonly end: string;
}

interface Running extends Told {
  readonly api: HttpHandler;
  /** Its time and its chaos, where they can be changed while it runs. */
  readonly controlled?: Controlled;
  stop(): Promise<void>;
}

const SWEEP_EVERY_MS = 5_000;
/** Delays of minutes and hours are seconds here, and the month of silence two minutes: a person watches. */
const WATCHED_POLICY: Partial<Policy> = {
  retries: DEFAULT_POLICY.retries.map((rule) => ({ ...rule, backoff: { baseMs: 2_000, capMs: 10_000 } })),
  silence: { baseMs: 20_000, capMs: 60_000 },
  giveUpMs: 120_000,
};
const STOPS = 'Ctrl-C stops it.';
const WATCHED = { jitterMs: 500, longDelayMs: 60_000 };

const JOB_TYPES = new Map([...KNOWN_JOB_TYPES].map(([name, { requires }]) => [name, requires]));

/** They answer requests of any Origin, and no option of theirs changes that. */
const NO_REAL_LEADS = `Google's emulators let in any web page that a browser on this machine opens: it can read and write all that they
hold. Send no real leads here.
`;

/** Jobs with times ahead of the clock would wait for these, and look newer than those that come later. */
const KEEPS_TIME =
  'The clock stays as it is where jobs are kept: the next start has the time of this machine again, and would find jobs ' +
  'with times that are still to come. Start npm run dev without --data to move it.';

const NO_FOLDER_FOR_EMULATORS =
  "--data keeps what the gateway in this process has, and Google's emulators forget all when they end: leave out --data or --emulators.";

/**
 * Runs until `signal` aborts.
 * @returns the exit code
 * @throws UserError when the port is in use, a variable or the folder is wrong, or there are no emulators
 */
export async function dev(options: DevOptions, signal: AbortSignal): Promise<number> {
  if (options.emulators && options.data !== undefined) throw new UserError(NO_FOLDER_FOR_EMULATORS);
  // On the emulators the functions read the same variables, and would say less plainly what is wrong.
  const money = moneyOf(process.env);
  const running = options.emulators ? await onEmulators(options, signal) : await inProcess(options, money);
  if (running) await serveUntil(signal, running, options);
  process.stdout.write('Stopped.\n');
  return 0;
}

async function serveUntil(
  signal: AbortSignal,
  running: Running,
  { port, webhooks }: DevOptions,
): Promise<void> {
  try {
    const server = await listen(withConsoleOf(running), port);
    const base = `http://localhost:${server.port}`;
    process.stdout.write(welcome(base, running, webhooksInWords(webhooks, base)));
    if (!signal.aborted) await once(signal, 'abort');
    await server.close();
  } finally {
    await running.stop();
  }
}

function withConsoleOf({ api, controlled }: Running): HttpHandler {
  const controls = controlled === undefined ? {} : controlCalls(controlled);
  const calls = { ...controls, ...listCalls({ api, jobTypes: JOB_TYPES }), ...EXAMPLE_CALL };
  return withConsole(withBesideCalls(api, calls, logger()), {
    kind: 'dev',
    name: 'modigie-gateway (dev)',
    needsToken: false,
    controls: controlled !== undefined,
    listsFor: [...JOB_TYPES.keys()],
  });
}

function logger(): Telemetry {
  return createLogger({ function: 'dev', level: 'INFO', destination: process.stderr });
}

async function inProcess(
  { chaos, webhooks, data }: DevOptions,
  money: ReturnType<typeof moneyOf>,
): Promise<Running> {
  const folder = data === undefined ? undefined : await openDataFolder(data);
  const clock = new MovableClock();
  const chaosSwitch = new ChaosSwitch(chaos, WATCHED);
  const posting = webhooks.length > 0 ? await posted(webhooks) : undefined;
  const options = {
    clock,
    timing: BRISK,
    misbehaviour: chaosSwitch.misbehaviour,
    telemetry: seldomTold(logger(), clock),
    sweepEveryMs: SWEEP_EVERY_MS,
    policy: WATCHED_POLICY,
    ...(posting && { webhooks: posting }),
    ...money,
  };
  const stack = folder ? await keptIn(folder, options) : createEmbeddedStack(options);
  return {
    api: stack.api,
    controlled: { clock, chaos: chaosSwitch, keepsTime: folder && KEEPS_TIME },
    description: `everything in this process; jobs are ${folder ? `kept in ${folder.path}` : 'gone when it ends'}`,
    end: folder ? `${STOPS} Started with the same --data again, it goes on.` : STOPS,
    stop: async () => {
      await stack.stop();
      clock.stop();
      posting?.close();
    },
  };
}

/** @throws UserError for a disk on which nothing can be kept */
async function keptIn(
  { path, file }: DataFolder,
  options: Parameters<typeof createKeptStack>[1],
): Promise<KeptStack> {
  try {
    return await createKeptStack(file, options);
  } catch (error) {
    file.close();
    const fault = ledgerFaultIn(error, path);
    throw fault ? new UserError(fault.message) : error;
  }
}

/** Loaded when asked for: it brings TLS. */
async function posted(webhooks: readonly LocalWebhook[]) {
  return (await import('../../local/stacks/local-webhooks.ts')).inProcessWebhooks(webhooks);
}

/** @returns undefined when `signal` aborts before all has started */
async function onEmulators(
  { chaos, webhooks }: DevOptions,
  signal: AbortSignal,
): Promise<Running | undefined> {
  if (!(await findEmulators())) throw new UserError(HOW_TO_GET_EMULATORS);
  process.stdout.write(`${NO_REAL_LEADS}Building and starting, some seconds …\n`);
  // Loaded when asked for: it brings the Google SDKs.
  const { startEmulatorStack } = await import('../../local/stacks/emulator-stack.ts');
  try {
    const stack = await startEmulatorStack({
      timing: BRISK,
      misbehaviour: new ChaosSwitch(chaos, WATCHED).misbehaviour,
      sweepEveryMs: SWEEP_EVERY_MS,
      policy: WATCHED_POLICY,
      webhooks,
      onLine: (line) => process.stderr.write(`${line}\n`),
      signal,
    });
    const description = "on Google's emulators, each function in a process of its own";
    return { api: stack.api, description, end: STOPS, stop: stack.stop };
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

async function listen(api: HttpHandler, port: number): Promise<Serving> {
  try {
    return await serve(api, port, { largestBody: MOST_DROPPED.bytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new UserError(`Port ${port} is in use: choose another with npm run dev -- --port N.`);
  }
}

/** @param more about what this run has beside a gateway */
function welcome(base: string, { description, end }: Told, more: string): string {
  return `Open ${base}/console in a browser: it shows all that goes on here, and takes a list of leads.

modigie-gateway at ${base} (${description})

Submit a job:
  curl -i ${base}/v1/jobs -H 'content-type: application/json' -d '{
    "requestId": "contact-1_enrichMobile_1", "jobType": "enrichMobile",
    "payload": { "person": { "firstName": "Ingrid", "lastName": "Lindqvist" },
                 "employment": { "company": { "title": "Hollander Freight" } } } }'
Read it, list all, count:
  curl ${base}/v1/jobs/contact-1_enrichMobile_1
  curl '${base}/v1/jobs?status=completed'
  curl ${base}/v1/jobs:count
A list of leads, which takes two minutes since one of them is silent:
  npm run enrich -- examples/leads.csv --gateway ${base}
A budget and prices: start it with them in BUDGETS and PRICES (docs/money.md, "Try it"), and read:
  npm run gateway -- budgets --gateway ${base}
Every call: ${base}/openapi.json
${more}${more && '\n'}Times are shortened: a job takes a second, a retry some seconds, a silent job is given up after 2 min.
Those of a deployment: docs/configuration.md, "The policy".
${end}
`;
}
