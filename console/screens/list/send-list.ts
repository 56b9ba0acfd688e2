/** Sends a list, all of it, and follows its jobs to their end. */
import { sleep } from '../../../client/platform-timers.ts';
import type { Gateway } from '../../connect.ts';
import { fateOf, isOpen, type LeadFate, withJobs } from './lead-fates.ts';
import type { ListedLead } from './read-list.ts';

interface Following {
  /** Told of all leads that were sent so far, each time that something is new. */
  told(fates: readonly LeadFate[]): void;
  /** Aborts when they are not followed any more. */
  readonly signal: AbortSignal;
}

/** Leads of a batch: at 100 kB each, it has the 10 MB that a gateway takes. */
const AT_ONCE = 90;
/** As many jobs as are read in one call. */
const READ_AT_ONCE = 500;
const EVERY_MS = 2_000;

/**
 * It is sent though nobody looks at it any more. Sent again, it sends nothing twice: the gateway knows the
 * request IDs.
 * @throws CallError, the signal's reason
 */
export async function sendList(
  gateway: Gateway,
  leads: readonly ListedLead[],
  { told, signal }: Following,
): Promise<void> {
  let fates: LeadFate[] = [];
  for (let from = 0; from < leads.length; from += AT_ONCE) {
    const batch = leads.slice(from, from + AT_ONCE);
    const body = batch.map(({ submission }) => submission);
    const { results } = await gateway.call('POST /v1/jobs:batch', { query: { view: 'brief' }, body });
    fates = [...fates, ...batch.map((lead, i) => fateOf(lead, results[i]))];
    told(fates);
  }
  while (fates.some(isOpen)) {
    await sleep(EVERY_MS, signal);
    const open = fates.filter(isOpen).map(({ requestId }) => requestId);
    for (let from = 0; from < open.length; from += READ_AT_ONCE) {
      const requestIds = open.slice(from, from + READ_AT_ONCE);
      const body = { requestIds, view: 'brief' };
      const { jobs } = await gateway.call('POST /v1/jobs:batchGet', { body, signal });
      fates = withJobs(fates, new Map(requestIds.map((id, i) => [id, jobs[i] ?? null])));
      told(fates);
    }
  }
}
