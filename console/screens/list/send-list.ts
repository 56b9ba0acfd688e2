/** Sends a list, and follows its jobs to their end. */
import { sleep } from '../../../client/platform-timers.ts';
import type { Gateway } from '../../connect.ts';
import { fateOf, isOpen, type LeadFate, withJobs } from './lead-fates.ts';
import type { ListedLead } from './read-list.ts';

interface Following {
  /** Told of all leads that were sent so far, each time that something is new. */
  told(fates: readonly LeadFate[]): void;
  readonly signal: AbortSignal;
}

const EVERY_MS = 2_000;

/**
 * Sent again, it sends nothing twice: the gateway knows the request IDs.
 * @throws GatewayError when the caller is refused, GatewayUnreachable, the signal's reason
 */
export async function sendList(
  gateway: Gateway,
  leads: readonly ListedLead[],
  { told, signal }: Following,
): Promise<void> {
  let fates: LeadFate[] = [];
  const submissions = leads.map(({ submission }) => submission);
  for await (const result of gateway.jobs.submitMany(submissions, { signal })) {
    const lead = leads[fates.length];
    if (lead) fates = [...fates, fateOf(lead.row, lead.submission.requestId, result)];
    told(fates);
  }
  while (fates.some(isOpen)) {
    await sleep(EVERY_MS, signal);
    signal.throwIfAborted();
    const open = fates.filter(isOpen).map(({ requestId }) => requestId);
    const jobs = await gateway.jobs.getMany(open, { view: 'brief', signal });
    fates = withJobs(fates, new Map(open.map((id, i) => [id, jobs[i] ?? null])));
    told(fates);
  }
}
