/** The conditions of a list of jobs, as they stand in its address. */
import type { Query } from '../../view-address.ts';

/** The conditions that the API's grammar has. */
export const JOB_CONDITIONS = ['status', 'jobType', 'tag', 'cause', 'reason', 'since', 'until'];

/** The statuses that a person filters by, by what they mean to one who operates. */
export const STATUS_GROUPS = {
  'Under way': ['accepted', 'published', 'created', 'validated', 'enqueued', 'dispatching', 'processing'],
  'Ended well': ['completed', 'reused'],
  'Ended badly': [
    'failed',
    'canceled',
    'rejected',
    'discarded',
    'refused',
    'unanswered',
    'over-budget',
    'withdrawn',
    'erased',
  ],
} as const;

/** @returns the conditions of jobs in an address, without anything else that stands in it */
export function conditionsOf(query: Query): Query {
  return Object.fromEntries(Object.entries(query).filter(([name]) => JOB_CONDITIONS.includes(name)));
}

/** @returns whether the API counts the jobs that match: no index counts by the cause */
export function isCounted({ cause, reason }: Query): boolean {
  return cause === undefined && reason === undefined;
}

/** @returns the query with the status added to those that match, or taken from them */
export function toggledStatus(query: Query, status: string): Query {
  const given = query['status']?.split(',') ?? [];
  const next = given.includes(status) ? given.filter((other) => other !== status) : [...given, status];
  return { ...query, status: next.join(',') };
}
