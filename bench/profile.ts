/** A job's CPU time, by V8's sampling profiler: each sample counts for the gateway's nearest function. */
import type { Profiler } from 'node:inspector';
import { Session } from 'node:inspector/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../build/bundle.ts';
import { embedded } from '../cli/enrich/embedded-target.ts';
import { enrichLeads } from '../cli/enrich/enrich-leads.ts';
import { leadsOf } from '../cli/enrich/leads.ts';
import { columnsOf } from '../cli/lists/columns.ts';
import type { Row } from '../cli/lists/open-list.ts';
import { type Part, table } from './benchmarks-document.ts';

const LEADS = 5_000;
const LARGEST = 10;
const EXPLAINED = 3;
const LEAST_SHOWN = 0.001;

/** Why the largest items stay. An item without its reason has to be removed, or explained here. */
const REASONS: Readonly<Record<string, string>> = {
  'parse (shared/protocol/read-json.ts)':
    "V8's own `JSON.parse` over each push envelope, answer and submission, once each.",
  'readJson (shared/protocol/read-json.ts)':
    'their bytes decoded by `TextDecoder`, which refuses what is not UTF-8.',
  'extentOf (shared/protocol/json-extent.ts)':
    'their values counted before they are parsed, so that a short text of millions of values costs no memory.',
  'parseResponse (shared/protocol/response.ts)':
    'its members read one by one: any may be absent, null or of another kind (docs/protocol.md §4.2).',
  'parsePush (shared/http/push-envelope.ts)': 'zod over the envelope, and its base64.',
  'timestampOf (shared/protocol/timestamp.ts)':
    "the text of each message's publish time, each state's version, and a job's history.",
  'parseTimestamp (shared/protocol/timestamp.ts)':
    "an answer carries several timestamps, each held to the calendar and kept to the microsecond. It was the largest item; `Date`'s formatting was taken out where nothing is converted.",
};

export const profile: Part = { name: 'profile', title: 'CPU time of a job', measure };

interface Frame {
  readonly functionName: string;
  readonly file: string;
}

async function measure(): Promise<string> {
  await enrichAll('warm', 500);
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 200 });
  await session.post('Profiler.start');
  await enrichAll('profiled', LEADS);
  const { profile: taken } = await session.post('Profiler.stop');
  session.disconnect();
  return describe(taken);
}

type Profile = Profiler.Profile;

/** Runs leads through the embedded gateway, six answers and more each. */
async function enrichAll(prefix: string, count: number): Promise<void> {
  const target = embedded(false);
  const header = ['id', 'firstName', 'lastName', 'company'];
  async function* rows(): AsyncGenerator<Row> {
    for (let i = 0; i < count; i += 1)
      yield { line: i, lastLine: i, bytes: 0, cells: [`${prefix}-${i}`, 'Ann', `Lee ${i}`, 'Acme'] };
  }
  const list = { header, columns: columnsOf(header), rows: rows() };
  const options = {
    ...target,
    signal: new AbortController().signal,
  };
  for await (const group of enrichLeads(leadsOf(list, 'enrichMobile'), options))
    for (const enriched of group) if (enriched.kind !== 'done') throw new Error(enriched.reason);
  target.stop();
}

function describe(taken: Profile): string {
  const self = selfTimes(taken);
  const parents = new Map(
    taken.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  );
  const frames = new Map(taken.nodes.map(({ id, callFrame }) => [id, frameOf(callFrame)]));
  const rooms = new Map<string, number>();
  const items = new Map<string, number>();
  for (const [id, micros] of self) {
    add(rooms, roomOf(frames.get(id)), micros);
    const owner = ownerOf(id, frames, parents);
    if (owner) add(items, `${owner.functionName} (${owner.file})`, micros);
  }
  const perJob = (micros: number) => `${(micros / LEADS).toFixed(0)} µs`;
  const total = [...self.values()].reduce((sum, micros) => sum + micros, 0);
  const share = (micros: number) => `${((100 * micros) / total).toFixed(1)} %`;
  const shown = [...rooms]
    .filter(([, micros]) => micros >= LEAST_SHOWN * total)
    .sort(([, a], [, b]) => b - a);
  const largest = [...items].sort(([, a], [, b]) => b - a).slice(0, LARGEST);
  return `${LEADS.toLocaleString('en')} leads through the embedded gateway, warm, each with its submission, six answers and more (Pub/Sub repeats some), its result and what its company asks:

${table([['where', 'a job', 'share'], ...shown.map(([room, micros]) => [room, perJob(micros), share(micros)])])}

The largest items of the gateway's own code (\`shared/\`, \`functions/\`), each with what libraries and Node.js do on its behalf:

${table([['item', 'a job', 'share'], ...largest.map(([item, micros]) => [`\`${item}\``, perJob(micros), share(micros)])])}

${largest
  .slice(0, EXPLAINED)
  .map(([item]) => `- \`${item}\`: ${reasonOf(item)}`)
  .join('\n')}`;
}

function reasonOf(item: string): string {
  const reason = REASONS[item];
  if (reason === undefined)
    throw new Error(
      `${item} is among the ${EXPLAINED} largest: remove it, or explain it in bench/profile.ts.`,
    );
  return reason;
}

/** Microseconds by node. */
function selfTimes({ samples = [], timeDeltas = [] }: Profile): ReadonlyMap<number, number> {
  const times = new Map<number, number>();
  for (const [i, id] of samples.entries()) add(times, id, timeDeltas[i] ?? 0);
  return times;
}

function frameOf({ functionName, url }: { functionName: string; url: string }): Frame {
  const file = url.startsWith('file:') ? relative(ROOT, fileURLToPath(url)) : url;
  return { functionName: functionName || '(anonymous)', file };
}

const isOwn = (file: string) => /^(?:shared|functions)\//.test(file);

function roomOf({ functionName, file }: Frame = { functionName: '', file: '' }): string {
  if (isOwn(file)) return "the gateway's own code";
  if (/^(?:local|cli)\//.test(file)) return 'the local stack and the command line';
  if (file.startsWith('node_modules/')) return `\`${/^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]}\``;
  return functionName === '(garbage collector)' ? 'garbage collection' : 'Node.js and what it waits for';
}

function ownerOf(
  id: number,
  frames: ReadonlyMap<number, Frame>,
  parents: ReadonlyMap<number, number>,
): Frame | undefined {
  for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
    const frame = frames.get(at);
    if (frame && isOwn(frame.file)) return frame;
    if (frame && /^(?:local|cli)\//.test(frame.file)) return undefined;
  }
  return undefined;
}

function add<K>(counts: Map<K, number>, key: K, amount: number): void {
  counts.set(key, (counts.get(key) ?? 0) + amount);
}
