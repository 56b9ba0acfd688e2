import { describe, expect, it } from 'vitest';
import { documentName, requestIdOf } from '../../../../shared/adapters/firestore/document-name.ts';
import { id } from '../../../fixtures.ts';

describe("a document's name", () => {
  it('is a hash of the request ID and the request ID', () => {
    expect(documentName(id('lead-1~2'))).toMatch(/^[0-9a-f]{4}~lead-1~2$/);
  });

  it('is the same each time', () => {
    expect(documentName(id('lead-1'))).toBe(documentName(id('lead-1')));
  });

  it('spreads request IDs that rise', () => {
    const ids = Array.from({ length: 64 }, (_, i) => id(`contact-${1000 + i}`));
    const heads = new Set(ids.map((one) => documentName(one).charAt(0)));
    expect(heads.size).toBeGreaterThan(12);
  });

  it('leads back to the request ID', () => {
    expect(requestIdOf(documentName(id('lead-1~2')))).toBe('lead-1~2');
  });

  it.each(['lead-1', '0000~lead-1', '', '~', 'abcd~..'])('of another maker leads nowhere: %j', (name) => {
    expect(requestIdOf(name)).toBeUndefined();
  });
});
