/** An operation as it is shown: in a list, and alone. */
import type { Operation } from '../../client/operator.ts';
import { OperationSchema } from '../../shared/api/operation-schemas.ts';
import type { Column, Style } from '../output/column.ts';

/** Members of an operation that --json may ask for. */
export const OPERATION_FIELDS: readonly string[] = Object.keys(OperationSchema.unwrap().shape);

const STYLES: Readonly<Record<string, Style>> = { done: 'green', aborting: 'yellow', aborted: 'yellow' };

const HEAD: readonly Column<Operation>[] = [
  { name: 'id', of: ({ id }) => id, isKept: true },
  { name: 'kind', of: ({ kind, dryRun }) => (dryRun ? `${kind} (dry run)` : kind) },
  {
    name: 'state',
    of: ({ state }) => state,
    style: ({ state }) => (Object.hasOwn(STYLES, state) ? STYLES[state] : undefined),
  },
  { name: 'found', of: ({ found }) => found },
  { name: 'done', of: ({ done }) => done },
];
const REQUESTED: readonly Column<Operation>[] = [
  { name: 'requestedAt', of: ({ requestedAt }) => requestedAt, isTime: true },
  { name: 'requestedBy', of: ({ requestedBy }) => requestedBy },
];
const REASON: Column<Operation> = { name: 'reason', of: ({ reason }) => reason };

export const LIST_COLUMNS: readonly Column<Operation>[] = [
  ...HEAD,
  { name: 'skipped', of: ({ skipped }) => sumOf(skipped) },
  { name: 'failed', of: ({ failed }) => sumOf(failed), style: failedStyle },
  ...REQUESTED,
  REASON,
];

export const DETAIL_COLUMNS: readonly Column<Operation>[] = [
  ...HEAD,
  { name: 'skipped', of: ({ skipped }) => lines(skipped) },
  { name: 'failed', of: ({ failed }) => lines(failed), style: failedStyle },
  { name: 'lastError', of: ({ lastError }) => lastError && `${lastError.at} ${lastError.reason}` },
  {
    name: 'filter',
    of: ({ filter = {} }) => Object.entries(filter).map(([name, value]) => `${name}=${value}`),
  },
  { name: 'requestIds', of: ({ requestIds }) => requestIds },
  { name: 'hold', of: ({ hold }) => hold },
  { name: 'limit', of: ({ limit }) => limit },
  { name: 'ratePerMinute', of: ({ ratePerMinute }) => ratePerMinute },
  ...REQUESTED,
  REASON,
  { name: 'finishedAt', of: ({ finishedAt }) => finishedAt, isTime: true },
];

type ByReason = Operation['failed'];

export function sumOf(counts: ByReason): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** @returns `not-found 3, fault 1` */
export function byReason(counts: ByReason): string {
  return lines(counts).join(', ');
}

function lines(counts: ByReason): string[] {
  return Object.entries(counts).map(([reason, count]) => `${reason} ${count}`);
}

function failedStyle({ failed }: Operation): Style | undefined {
  return sumOf(failed) > 0 ? 'red' : undefined;
}
