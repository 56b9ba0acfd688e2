/** The code of a thread: an embedded gateway, and the leads that lead-thread.ts sends it. */

import { on } from 'node:events';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { embedded } from '../embedded-target.ts';
import { enrichLeads, type Waiting } from '../enrich-leads.ts';
import type { Enriched } from '../enriched-lead.ts';
import type { Lead } from '../leads.ts';
import type { FromThread, ThreadData, ToThread } from './lead-thread.ts';

if (parentPort) await run(parentPort, workerData);

async function run(port: MessagePort, data: ThreadData): Promise<void> {
  const interrupt = new AbortController();
  const listen = (word: ToThread) => {
    if (word === 'interrupt') interrupt.abort();
  };
  port.on('message', listen);
  const target = embedded(false);
  // Where time is virtual, nothing is gained by waiting for leads before the others are asked after.
  const { concurrency = target.concurrency } = data;
  const options = { ...target, concurrency, signal: interrupt.signal, pauseMs: 0 };
  let atWork = 0;
  const onWaiting = ({ leads }: Waiting) => {
    atWork = leads;
  };
  const tell = (finished: readonly Enriched[]) =>
    port.postMessage({ finished: JSON.stringify(finished), atWork } satisfies FromThread);
  for await (const finished of enrichLeads(leadsFrom(port), { ...options, onWaiting }))
    if (finished.length > 0) tell(finished);
  tell([]);
  target.stop();
  port.close();
}

async function* leadsFrom(port: MessagePort): AsyncGenerator<Lead> {
  for await (const [word] of on(port, 'message') as AsyncIterable<[ToThread]>) {
    if (word === 'no-more' || word === 'interrupt') return;
    yield* JSON.parse(word.leads) as readonly Lead[];
  }
}
