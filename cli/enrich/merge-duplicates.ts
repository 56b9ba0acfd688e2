/** Rows about one person as one lead: the first is sent, and the others have its result. */
import { personsAsked } from '../../shared/jobs/money/reusable.ts';
import type { FirstRow, Lead } from './leads.ts';

/**
 * Gives the leads of a list, in its order: those about somebody whom a row before them is about are sent no
 * more. Persons are told apart as the gateway does it (docs/money.md). It takes some 500 bytes a row.
 */
export async function* mergeDuplicates(leads: AsyncIterable<Lead>): AsyncGenerator<Lead> {
  const firstRows = new Map<string, FirstRow>();
  for await (const lead of leads) yield merged(lead, firstRows);
}

function merged(lead: Lead, firstRows: Map<string, FirstRow>): Lead {
  const { submission, ...rest } = lead;
  if (submission === undefined) return lead;
  const { requestId, jobType, payload } = submission;
  const persons = personsAsked(jobType, payload);
  const known = persons.map((person) => firstRows.get(person)).find((row) => row !== undefined);
  // Of one request ID the gateway itself says whether it is the same request.
  const isDuplicate = known !== undefined && known.requestId !== requestId;
  const first = isDuplicate ? known : { requestId, name: lead.id ?? requestId };
  for (const person of persons) if (!firstRows.has(person)) firstRows.set(person, first);
  return isDuplicate ? { ...rest, duplicateOf: known } : { ...lead, first };
}

/** @returns what came of a duplicate, where the gateway did not take the first row; undefined where it did */
export function untakenAs({ name, untaken }: FirstRow) {
  if (untaken === undefined) return undefined;
  const { kind, reason } = untaken;
  return { kind, reason: `is the same person as ${name}, of which: ${reason}` };
}
