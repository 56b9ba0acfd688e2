/** Leads of a list: each row as it is sent, or why it is not. */
import type { List, Row } from '../lists/open-list.ts';
import { idOf, readLead } from '../lists/read-lead.ts';
import type { Tidied } from '../lists/tidy-cell.ts';
import { type LeadSubmission, toSubmission } from './lead-payload.ts';

/** The first row about a person. */
export interface FirstRow {
  readonly requestId: string;
  /** The lead's own ID, where the list has one; else its request ID. */
  readonly name: string;
  /** The end of it, where the gateway did not take it: noted once it is known. */
  untaken?: { readonly kind: 'skipped' | 'open'; readonly reason: string } | undefined;
}

export interface Lead {
  readonly row: Row;
  /** The lead's own ID, where the list has one. */
  readonly id: string | undefined;
  /** Kinds of things that were taken away from its cells. */
  readonly tidied: readonly Tidied[];
  /** Absent when the row cannot be made into a request. */
  readonly submission?: LeadSubmission;
  /** Itself, for others about the same person; only where duplicates are merged. */
  readonly first?: FirstRow | undefined;
  /** The row before it that is about the same person: its result is this one's. */
  readonly duplicateOf?: FirstRow | undefined;
  /** Why it cannot. */
  readonly problem?: string;
  /** Whether its cells are not what was meant. */
  readonly isDamaged?: boolean;
}

/** A list as far as its leads are concerned. */
export type ListOfLeads = Pick<List, 'header' | 'columns' | 'rows'>;

/** Gives the leads of a list, in its order. Throws as reading it does. */
export async function* leadsOf(list: ListOfLeads, jobType: string): AsyncGenerator<Lead> {
  for await (const row of list.rows) yield leadOf(row, list, jobType);
}

function leadOf(row: Row, list: Pick<List, 'header' | 'columns'>, jobType: string): Lead {
  const read = readLead(row, list);
  if ('problem' in read) return { row, id: idOf(row, list), tidied: [], ...read };
  const lead = { row, id: read.values.get('id'), tidied: [...read.tidied.values()] };
  return { ...lead, ...toSubmission(read.values, { jobType, hasIds: list.columns.places.has('id') }) };
}

/** @returns the payload of a row as it is sent, whatever the job type; undefined where it cannot be */
export function payloadOf(row: Row, list: Pick<List, 'header' | 'columns'>): object | undefined {
  return leadOf(row, list, '').submission?.payload;
}
