import { UserError } from './user-error.ts';

/** Names of members that are wanted in JSON; none for all that there are. */
export type JsonFields = readonly string[];

/** @returns the members of an item that are wanted, in that order; null for one that it does not have */
export function picked(item: object, fields: JsonFields): object {
  if (fields.length === 0) return item;
  const members = new Map<string, unknown>(Object.entries(item));
  return Object.fromEntries(fields.map((field) => [field, members.get(field) ?? null]));
}

/**
 * For a command that writes now the one, now the other.
 * @param known members of what is written
 * @param of as a subject: `a job by its ID`
 * @throws UserError for a member of the other
 */
export function requireFields(json: JsonFields | undefined, known: readonly string[], of: string): void {
  const unknown = json?.find((field) => !known.includes(field));
  if (unknown !== undefined)
    throw new UserError(`--json: ${of} has no field ${unknown}; it has ${known.join(', ')}.`);
}
