/** The fates of a list's leads while it is worked on. */
import type { BatchResult } from '../../../client/call-table.ts';
import type { Job } from '../../../client/index.ts';
import { inSentences } from '../../connect.ts';
import type { ListedLead } from './read-list.ts';

/** A lead that was sent. */
export interface LeadFate {
  readonly row: number;
  readonly requestId: string;
  /** Its job as it was read last; undefined of a lead that was not taken. */
  readonly job?: Job;
  /** Why it was not taken. */
  readonly refusal?: string;
}

/** @returns the fate of a lead by the result of its submission; the gateway gives one for each */
export function fateOf({ row, submission }: ListedLead, result: BatchResult | undefined): LeadFate {
  const { requestId } = submission;
  if (result && result.type === undefined) return { row, requestId: result.requestId, job: result.job };
  return { row, requestId, refusal: inSentences(result ?? { detail: 'No result came for it.' }) };
}

/** Whether something more will happen to it. */
export function isOpen({ job }: LeadFate): boolean {
  return job !== undefined && !job.final;
}

/** @returns the fates with the jobs as they are now, by request ID; null stands for one that is as it was */
export function withJobs(fates: readonly LeadFate[], jobs: ReadonlyMap<string, Job | null>): LeadFate[] {
  return fates.map((fate) => {
    const job = jobs.get(fate.requestId);
    return job ? { ...fate, job } : fate;
  });
}

/** @returns how many leads there are of each status; one that was not taken is refused */
export function countsOf(fates: readonly LeadFate[]): Readonly<Record<string, number>> {
  const byStatus = Map.groupBy(fates, ({ job }) => job?.status ?? 'refused');
  return Object.fromEntries([...byStatus].map(([status, of]) => [status, of.length]));
}
