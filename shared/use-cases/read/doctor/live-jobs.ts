/** Has each job that is under way its timer, and can it be read? A job without a timer is forgotten. */
import { deviation, type FindingView, inOrder } from '../../../api/ledger-report.ts';
import { LIMITS } from '../../../api/limits.ts';
import type { JobRecord } from '../../../jobs/job-record.ts';
import type { ListPlace } from '../../../jobs/list-order.ts';
import type { Unreadable } from '../../../ports/job-store.ts';
import { PUBLISHED_STATUSES, stageOf } from '../../../protocol/job-status.ts';
import type { LedgerCheck, LedgerCheckContext } from './ledger-check.ts';

/** Records that are held in memory at once: each may have nearly 1 MB. */
const AT_ONCE = 100;

/** Jobs that are told by their request ID; of more, how many there are is told. */
const NAMED = 3;

/** A status that is new to this version has no index that would find it. */
const LIVE_STATUSES: readonly string[] = [
  'accepted',
  'published',
  ...PUBLISHED_STATUSES.filter((status) => stageOf(status).phase !== 'ended'),
];

interface Looked {
  readonly at: number;
  /** Whether those were all that there are. */
  readonly isAll: boolean;
  readonly timerless: readonly string[];
  readonly unreadable: readonly Unreadable[];
}

export const liveJobs: LedgerCheck = async (context) => {
  const looked = await lookAtLiveJobs(context);
  const many = `${looked.at} live ${looked.at === 1 ? 'job' : 'jobs'} looked at${looked.isAll ? '' : ', the first by name'}`;
  return [timersOf(looked, many), readabilityOf(looked, many)];
};

async function lookAtLiveJobs({ store }: LedgerCheckContext): Promise<Looked> {
  const [timerless, unreadable]: [string[], Unreadable[]] = [[], []];
  let [at, after]: [number, ListPlace | undefined] = [0, undefined];
  do {
    const limit = Math.min(AT_ONCE, LIMITS.scannedJobs - at);
    const page = await store.list({ filter: { status: LIVE_STATUSES }, after, limit, scanLimit: limit });
    at += page.scanned;
    timerless.push(
      ...page.listed.filter(({ record }) => isForgotten(record)).map(({ record }) => record.requestId),
    );
    unreadable.push(...page.unreadable);
    after = page.next;
  } while (after !== undefined && at < LIMITS.scannedJobs);
  return { at, isAll: after === undefined, timerless, unreadable };
}

/** A job of others that was purged has no timer left, and needs none. */
function isForgotten({ wake, purgedAt }: JobRecord): boolean {
  return wake === null && purgedAt === null;
}

function timersOf({ timerless }: Looked, many: string): FindingView {
  if (timerless.length === 0) return inOrder('timers-of-live-jobs', `each has its timer: ${many}`);
  return deviation({
    check: 'timers-of-live-jobs',
    state: 'wrong',
    seen: `jobs are under way and have no timer: ${many}`,
    expected: '0, since nothing would be done for them any more',
    actual: `${timerless.length}: ${named(timerless)}`,
    fix: 'keep the records as they are, and report them as a fault of the gateway with jobs explain of each',
  });
}

function readabilityOf({ unreadable }: Looked, many: string): FindingView {
  if (unreadable.length === 0) return inOrder('readable-records', `each can be read: ${many}`);
  const reasons = Object.entries(Object.groupBy(unreadable, ({ reason }) => reason));
  return deviation({
    check: 'readable-records',
    state: 'wrong',
    seen: `records cannot be read: ${many}`,
    expected: '0, since nothing is done for them meanwhile',
    actual: reasons
      .map(
        ([reason, those = []]) =>
          `${those.length} ${reason}: ${named(those.map(({ requestId }) => requestId))}`,
      )
      .join('; '),
    fix: 'docs/operate.md, unreadable: of newer-format, deploy the newer release in every function',
  });
}

function named(requestIds: readonly string[]): string {
  const shown = requestIds.slice(0, NAMED).join(', ');
  return requestIds.length > NAMED ? `${shown} and ${requestIds.length - NAMED} more` : shown;
}
