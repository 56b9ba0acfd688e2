/** Names of members that are wanted in JSON; none for all that there are. */
export type JsonFields = readonly string[];

/** @returns the members of an item that are wanted, in that order; null for one that it does not have */
export function picked(item: object, fields: JsonFields): object {
  if (fields.length === 0) return item;
  const members = new Map<string, unknown>(Object.entries(item));
  return Object.fromEntries(fields.map((field) => [field, members.get(field) ?? null]));
}
