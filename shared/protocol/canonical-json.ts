import canonicalize from 'canonicalize';

/**
 * RFC 8785 canonical JSON: equal JSON values give equal text, whatever the order of members and the white
 * space were.
 * @throws TypeError when the value is not JSON (undefined, a function) or holds a lone surrogate.
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('The value has no JSON form.');
  return text;
}
