import type { JobFilter } from './filter-grammar.ts';
import { causesIn, findable } from './job-filter.ts';
import type { ListOrder } from './list-order.ts';

/** Alternatives of one query (firebase.google.com/docs/firestore/query-data/queries, "Limits on OR"). */
export const MAX_ALTERNATIVES = 30;

/** A filter in two parts, which must both hold. */
interface SplitFilter {
  /** Found in an index. */
  readonly served: JobFilter;
  /** Whether there is more, which each job that is found has to be looked at for. */
  readonly isPartial: boolean;
}

/**
 * Splits a filter by the indexes of a list. The order of names has none for times, and that of changes none
 * for holds. Lists of values are multiplied into alternatives, of which a query takes 30: the field that
 * tells most comes first.
 */
export function splitFilter(filter: JobFilter, order: ListOrder): SplitFilter {
  const { status, jobType, tag, team, held, since, until } = filter;
  const { lists, isWhole } = fewAlternatives({ cause: causesIn(filter), status, jobType });
  const times = { ...(since !== undefined && { since }), ...(until !== undefined && { until }) };
  const isTimed = since !== undefined || until !== undefined;
  const texts = { ...(tag !== undefined && { tag }), ...(team !== undefined && { team }) };
  const rest = order === 'newest' ? times : { ...(held !== undefined && { held }) };
  const isUnserved = order === 'newest' ? held !== undefined : isTimed;
  return { served: { ...lists, ...texts, ...rest }, isPartial: !isWhole || isUnserved };
}

type Lists = { readonly [Field in 'cause' | 'status' | 'jobType']?: readonly string[] | undefined };

/** @returns as many of the lists, from the first on, as make few alternatives; and whether that is all */
function fewAlternatives(all: Lists) {
  const lists: Record<string, readonly string[]> = {};
  let [alternatives, isWhole] = [1, true];
  for (const [field, given] of Object.entries(all)) {
    if (!given) continue;
    const values = [...new Set(findable(given))];
    const isServed = alternatives * values.length <= MAX_ALTERNATIVES;
    isWhole &&= isServed;
    if (!isServed) continue;
    lists[field] = values;
    alternatives *= values.length;
  }
  return { lists, isWhole };
}
