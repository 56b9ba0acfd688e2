/** A filter as keys of the index: of each group, a job that is meant has one. */
import type { JobFilter } from '../../jobs/filter-grammar.ts';
import { findable } from '../../jobs/job-filter.ts';
import { type KeyField, keyOf } from './job-keys.ts';

/** @returns a group for each condition that an index serves; those on times and reasons are none */
export function groupsOf({ status, jobType, cause, team, tag, held }: JobFilter): bigint[][] {
  return [
    ...group('status', status && findable(status)),
    ...group('jobType', jobType && findable(jobType)),
    ...group('cause', cause && findable(cause)),
    ...group('team', team === undefined ? undefined : [team]),
    ...group('tag', tag === undefined ? undefined : [tag]),
    ...group('held', held === undefined ? undefined : [held]),
  ];
}

function group(field: KeyField, values: readonly string[] | undefined): bigint[][] {
  return values ? [[...new Set(values)].map((value) => keyOf(field, value))] : [];
}
