/**
 * A document as Firestore's wire has it (google.firestore.v1.Value), as the SDK encodes it too. The SDK's way
 * to it validates each field on the way, which takes as long as all the rest of a set of writes.
 */

type WireValue =
  | { readonly nullValue: 'NULL_VALUE' }
  | { readonly stringValue: string }
  | { readonly booleanValue: boolean }
  | { readonly integerValue: number }
  | { readonly doubleValue: number }
  | { readonly arrayValue: { readonly values: readonly WireValue[] } }
  | { readonly mapValue: { readonly fields: WireFields } };

export type WireFields = Readonly<Record<string, WireValue>>;

/**
 * @param document of texts, numbers, booleans, nulls, lists and objects; others are no part of our documents
 * @throws TypeError for any other value
 */
export function wireFields(document: object): WireFields {
  const fields: Record<string, WireValue> = {};
  for (const [name, value] of Object.entries(document)) fields[name] = wireValue(value);
  return fields;
}

function wireValue(value: unknown): WireValue {
  if (value === null) return { nullValue: 'NULL_VALUE' };
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { booleanValue: value };
  if (typeof value === 'number') return isInteger(value) ? { integerValue: value } : { doubleValue: value };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(wireValue) } };
  if (typeof value === 'object') return { mapValue: { fields: wireFields(value) } };
  throw new TypeError(`A document holds no ${typeof value}.`);
}

/** An integer has no sign at zero, which is kept as well. */
function isInteger(value: number): boolean {
  return Number.isSafeInteger(value) && !Object.is(value, -0);
}

/** More than tags and lengths of a field take, and its name in the mask of an update. */
const FIELD_BYTES = 32;

/** @returns no less than the bytes of a value or document on the wire */
export function wireBytes(value: unknown): number {
  if (typeof value === 'string') return FIELD_BYTES + Buffer.byteLength(value);
  if (typeof value !== 'object' || value === null) return FIELD_BYTES;
  const isList = Array.isArray(value);
  let bytes = FIELD_BYTES;
  for (const [name, inner] of Object.entries(value))
    bytes += wireBytes(inner) + (isList ? 0 : 2 * Buffer.byteLength(name));
  return bytes;
}
