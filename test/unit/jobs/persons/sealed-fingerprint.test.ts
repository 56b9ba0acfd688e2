import { describe, expect, it } from 'vitest';
import { isSameRequest, isSealed, sealed } from '../../../../shared/jobs/persons/sealed-fingerprint.ts';
import { CONTENT, contentWith } from '../../../fixtures.ts';

const OLD = { version: '1', secret: 'o'.repeat(40) };
const NEW = { version: '2', secret: 'n'.repeat(40) };
const OTHER = contentWith({ jobType: 'verifyMobile' }).fingerprint;
const { fingerprint } = CONTENT;

describe('a fingerprint that is sealed', () => {
  it('has nothing of the one that it was', () => {
    const kept = sealed(fingerprint, [NEW, OLD]);
    expect(kept).toMatch(/^2:[\w-]{43}$/);
    expect(kept && isSealed(kept)).toBe(true);
    expect(isSealed(fingerprint)).toBe(false);
    expect(sealed(fingerprint, [OLD])).not.toBe(kept);
  });

  it('still tells the same request from another one, also once there is another pepper', () => {
    const kept = sealed(fingerprint, [OLD]);
    for (const peppers of [[OLD], [NEW, OLD]])
      expect([isSameRequest(kept, fingerprint, peppers), isSameRequest(kept, OTHER, peppers)]).toEqual([
        true,
        false,
      ]);
  });

  it('tells nothing without its pepper', () => {
    expect(isSameRequest(sealed(fingerprint, [OLD]), fingerprint, [NEW])).toBe(false);
    expect(isSameRequest(sealed(fingerprint, [OLD]), fingerprint, [])).toBe(false);
  });

  it('is sealed once, and not at all without a pepper, or where there is none', () => {
    const kept = sealed(fingerprint, [OLD]);
    expect(sealed(kept, [NEW, OLD])).toBe(kept);
    expect(sealed(fingerprint, [])).toBe(fingerprint);
    expect(sealed(null, [NEW])).toBeNull();
    expect(isSameRequest(null, fingerprint, [NEW])).toBe(false);
  });
});
