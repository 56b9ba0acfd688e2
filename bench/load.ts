/** Requests to functions, and to the floor in their place: the same bytes to both. */
import { timestampOf } from '../shared/protocol/timestamp.ts';
import { mapConcurrently } from './map-concurrently.ts';
import { PAYLOAD } from './measured-gateway.ts';
import { timed } from './statistics.ts';

export const STATUSES = ['created', 'validated', 'enqueued', 'dispatching', 'processing', 'completed'];

/** Instances that share the requests. */
export interface Load {
  readonly instances: readonly { readonly url: string }[];
  readonly atOnce: number;
}

const inputOf = (requestId: string) => ({ requestId, jobType: 'enrichMobile', payload: PAYLOAD });

/** @returns the milliseconds that each submission took */
export function submitAll(load: Load, ids: readonly string[]): Promise<number[]> {
  const bodies = ids.map((id) => JSON.stringify(inputOf(id)));
  return postAll(load, { path: '/v1/jobs', expected: 202, bodies });
}

/** @returns the milliseconds that each batch took */
export function submitBatches(load: Load, batches: readonly (readonly string[])[]): Promise<number[]> {
  const bodies = batches.map((ids) => JSON.stringify(ids.map(inputOf)));
  return postAll(load, { path: '/v1/jobs:batch', expected: 207, bodies });
}

/** Six answers a job, those of one job close together, as Pub/Sub pushes them. */
export async function answerAll(load: Load, ids: readonly string[]): Promise<void> {
  const pushes = ids.flatMap((id) => STATUSES.map((_, step) => push(id, step)));
  await postAll(load, { path: '/', expected: 204, bodies: pushes });
}

/** The same, but one for each job after the other, so that none contends. */
export async function answerInTurn(load: Load, ids: readonly string[]): Promise<void> {
  for (const step of STATUSES.keys())
    await postAll(load, { path: '/', expected: 204, bodies: ids.map((id) => push(id, step)) });
}

function push(id: string, step: number): string {
  const updateTime = timestampOf(1_000_000 + step);
  const job = { id, status: STATUSES[step], updateTime, jobType: 'enrichMobile', payload: PAYLOAD };
  const data = Buffer.from(JSON.stringify(job)).toString('base64');
  const message = { data, messageId: `${id}-${step}`, publishTime: updateTime, attributes: {} };
  return JSON.stringify({ message });
}

interface Posts {
  readonly path: string;
  /** The status that each must be answered with. */
  readonly expected: number;
  readonly bodies: readonly string[];
}

function postAll({ instances, atOnce }: Load, { path, expected, bodies }: Posts): Promise<number[]> {
  return mapConcurrently([...bodies.entries()], atOnce, async ([i, body]) => {
    const url = `${instances[i % instances.length]?.url}${path}`;
    return (await timed(() => post(url, body, expected))).ms;
  });
}

async function post(url: string, body: string, expected: number): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  // An item of a batch may be refused alone.
  if (response.status !== expected || text.includes('urn:modigie-gateway:problem'))
    throw new Error(`${url} answered ${response.status}: ${text.slice(0, 500)}`);
}
