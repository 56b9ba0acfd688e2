import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leadingOn, placeIn } from '../../../shared/http/place-token.ts';

const isAny = (_text: string): _text is string => true;
const isNumber = (text: string): text is `${number}` => /^\d+$/.test(text);

describe('the token of a place', () => {
  it('leads back to it, and stands in an address as it is', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (place) => {
        const { nextPageToken = '' } = leadingOn(place);
        expect(nextPageToken).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(placeIn(nextPageToken, isAny)).toBe(place);
      }),
    );
  });

  it('is not there on the last page, nor asked for on the first', () => {
    expect(leadingOn(undefined)).toEqual({});
    expect(placeIn(undefined, isNumber)).toBeUndefined();
  });

  it.each(['', 'eA', '%%'])('is refused when no page gave it: %j', (token) => {
    expect(() => placeIn(token, isNumber)).toThrow(
      'pageToken must be the nextPageToken of the page before, unchanged.',
    );
  });
});
