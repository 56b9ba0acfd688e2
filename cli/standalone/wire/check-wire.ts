/**
 * Does all that a standalone gateway has of Modigie work: key, clock, topics, subscriptions? Nothing is
 * published, pulled or changed.
 */
import { deviation, type FindingView } from '../../../shared/api/ledger-report.ts';
import type { StandaloneConfig } from '../../../shared/config/standalone-config.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import { checkClock } from './check-clock.ts';
import { checkKey } from './check-key.ts';
import { checkNames } from './check-names.ts';
import { checkSubscriptions } from './check-pulling.ts';
import { checkTopics } from './check-topics.ts';
import { type Account, authorizeAs, checkCredentials } from './credentials.ts';
import { pubSubCall } from './pubsub-call.ts';
import type { Asking } from './wire-finding.ts';
import { googleTransport, type WireTransport } from './wire-transport.ts';

const GOOGLE = 'https://pubsub.googleapis.com';

export interface WireContext {
  readonly send: WireTransport;
  readonly authorizeAs: (account: Account) => Promise<() => Promise<Headers>>;
  readonly clock: Pick<Clock, 'now'>;
  /** `host:port` of a Pub/Sub emulator, instead of Google: PUBSUB_EMULATOR_HOST. */
  readonly emulator: string | undefined;
}

/** The wire as it is, with `emulator` for tests and trials. */
export async function realWire(
  clock: Pick<Clock, 'now'>,
  emulator: string | undefined,
): Promise<WireContext> {
  return { send: await googleTransport(), authorizeAs, clock, emulator };
}

/** @returns findings in the order in which a person would mend them; of what nobody could look at, why */
export async function checkWire(config: StandaloneConfig, context: WireContext): Promise<FindingView[]> {
  const key = config.applicationKeyFile === undefined ? undefined : await checkKey(config.applicationKeyFile);
  const before = [...(key?.findings ?? []), ...checkNames(config)];
  if (isWrong(before)) return before;
  const account = key?.account ?? config.applicationAccount;
  const who = { account, name: account ?? "this machine's own account" };
  if (context.emulator !== undefined)
    return [...before, notGoogle(context.emulator), ...(await things(config, context, { who }))];
  const clock = await checkClock({ ...context, url: `${GOOGLE}/` });
  const authorize = await context.authorizeAs(config);
  const credentials = await checkCredentials(config, authorize);
  const known = [...before, ...clock, credentials];
  // Without a token nothing else can be asked.
  if (isWrong([credentials])) return known;
  return [...known, ...(await things(config, context, { who, authorize }))];
}

interface As {
  readonly who: Asking;
  /** Absent for an emulator, which asks nobody who they are. */
  readonly authorize?: () => Promise<Headers>;
}

async function things(
  { jobTypes, responseSubscriptions, results }: StandaloneConfig,
  context: WireContext,
  { who, authorize = async () => new Headers() }: As,
): Promise<FindingView[]> {
  const { emulator, send } = context;
  const base = emulator === undefined ? GOOGLE : `http://${emulator}`;
  const call = pubSubCall(send, { base, authorize });
  const topics = [...new Set([...jobTypes.values()].map(({ topic }) => topic))];
  const found = await Promise.all([
    checkTopics(call, { topics, member: 'jobTypes', owner: 'Modigie' }, who),
    checkSubscriptions(call, [...new Set(responseSubscriptions)], who),
    results.topic === undefined ? [] : checkResults(results.topic, context, base),
  ]);
  return found.flat();
}

/** The topic of results is the company's own, and so is the account that publishes there. */
async function checkResults(topic: string, context: WireContext, base: string): Promise<FindingView[]> {
  const own: Account = {};
  const authorize =
    context.emulator === undefined ? await context.authorizeAs(own) : async () => new Headers();
  const credentials = context.emulator === undefined ? [await checkCredentials(own, authorize)] : [];
  if (isWrong(credentials)) return credentials;
  const call = pubSubCall(context.send, { base, authorize });
  const who = { account: undefined, name: "this machine's own account" };
  return checkTopics(call, { topics: [topic], member: 'results', owner: 'the owner of the topic' }, who);
}

/** A variable that was left over would send no lead to Modigie. */
function notGoogle(emulator: string): FindingView {
  return deviation({
    check: 'credentials',
    state: 'warning',
    seen: 'PUBSUB_EMULATOR_HOST is set: nothing goes to Modigie',
    expected: "Google's Pub/Sub",
    actual: `an emulator at ${emulator}`,
    fix: 'unset PUBSUB_EMULATOR_HOST, unless this is a trial',
  });
}

function isWrong(findings: readonly FindingView[]): boolean {
  return findings.some(({ state }) => state === 'wrong');
}
