/**
 * The statements by which indexes are gone through. Values are bound, and never part of a text: a text
 * follows from the order, and from how many keys there are of each group.
 */
import type { ListOrder } from '../../jobs/list-order.ts';

/**
 * @param leading how many keys the group has whose entries are read; undefined for all jobs
 * @param others how many keys each further group has; an entry without one of them is no `hit`
 * @returns a statement that takes the keys of the others, then for each leading key the key and the place
 * (of the newest: time, job and the earliest time), then how many entries
 */
export function walkSql(order: ListOrder, leading: number | undefined, others: readonly number[]): string {
  const hits = others.map(
    (keys) => `EXISTS (SELECT 1 FROM job_index WHERE key IN (${marks(keys)}) AND job_id = entry.job)`,
  );
  const sources = leading === undefined ? [ALL[order]] : Array<string>(leading).fill(OF_KEY[order]);
  const inOrder = order === 'name' ? 'ORDER BY job' : 'ORDER BY at DESC, job DESC';
  return `SELECT job, at, ${hits.join(' AND ') || '1'} AS hit
    FROM (${sources.join(' UNION ')} ${inOrder} LIMIT ?) AS entry ${inOrder}`;
}

const ALL: Readonly<Record<ListOrder, string>> = {
  name: 'SELECT id AS job, 0 AS at FROM jobs WHERE id > ?',
  newest: `SELECT id AS job, changed_at AS at FROM jobs
    WHERE (changed_at, id) < (?, ?) AND changed_at >= ?`,
};

const OF_KEY: Readonly<Record<ListOrder, string>> = {
  name: 'SELECT job_id AS job, 0 AS at FROM job_index WHERE key = ? AND job_id > ?',
  newest: `SELECT job_id AS job, changed_at AS at FROM job_changes
    WHERE key = ? AND (changed_at, job_id) < (?, ?) AND changed_at >= ?`,
};

/** @returns as many places for values */
export function marks(count: number): string {
  return Array<string>(count).fill('?').join(', ');
}
