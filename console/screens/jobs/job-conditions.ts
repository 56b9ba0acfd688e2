/** The conditions of a list of jobs, as they stand in its address. */
import type { Query } from '../../view-address.ts';

/** The conditions that the API's grammar has, in the order in which they are shown. */
export const JOB_CONDITIONS = ['status', 'jobType', 'tag', 'cause', 'reason', 'since', 'until'] as const;
type Condition = (typeof JOB_CONDITIONS)[number];

/** No index counts by these: the API does not, either. */
const UNCOUNTED: readonly Condition[] = ['cause', 'reason'];

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
  const given = JOB_CONDITIONS.flatMap((name) => {
    const value = query[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(given);
}

/** @returns whether the API counts the jobs that match */
export function isCounted(query: Query): boolean {
  return UNCOUNTED.every((name) => query[name] === undefined);
}

/** @returns the query with the status added to those that match, or taken from them */
export function toggledStatus(query: Query, status: string): Query {
  const given = query['status']?.split(',') ?? [];
  const next = given.includes(status) ? given.filter((other) => other !== status) : [...given, status];
  return { ...query, status: next.join(',') };
}

/**
 * Reads what a person has typed: conditions with blanks between them, as the command line has them.
 * @example 'status=failed,canceled cause="failed/JobFailReason"' makes { status: 'failed,canceled', … }
 * @returns the conditions, or the words that are none
 */
export function typedConditions(
  text: string,
):
  | { readonly kind: 'conditions'; readonly query: Query }
  | { readonly kind: 'not-conditions'; readonly words: string[] } {
  const words = [...text.matchAll(/[^\s"]+(?:"[^"]*"?)?|"[^"]*"?/g)].map(([word]) => word);
  const read = words.map((word) => {
    const [name = '', value = ''] = word.split(/=(.*)/s);
    return { word, name, value: value.replaceAll('"', '') };
  });
  const wrong = read.filter(
    ({ name, value }) => !JOB_CONDITIONS.some((known) => known === name) || value === '',
  );
  if (wrong.length > 0) return { kind: 'not-conditions', words: wrong.map(({ word }) => word) };
  return { kind: 'conditions', query: Object.fromEntries(read.map(({ name, value }) => [name, value])) };
}

/** @returns the conditions as a person would type them */
export function conditionsTyped(query: Query): string {
  return Object.entries(conditionsOf(query))
    .map(([name, value]) => `${name}=${/\s/.test(value) ? `"${value}"` : value}`)
    .join(' ');
}
