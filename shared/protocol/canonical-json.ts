import canonicalize from 'canonicalize';

/**
 * RFC 8785 canonical JSON: values that differ only in the order of members give the same text.
 * @throws TypeError when the value is not JSON (undefined, a function) or holds a lone surrogate
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('The value has no JSON form.');
  return text;
}
