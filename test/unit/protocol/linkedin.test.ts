import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLinkedInUserUrl } from '../../../shared/protocol/linkedin.ts';

/** As published (docs/protocol.md §2.5); it backtracks, so only short texts meet it here. */
const PUBLISHED =
  /^(\/\/|https?:\/\/)?(www\.)?linkedin\.com\/(in\/+([\w-]{3,100})+\/?|pub\/+([\w\-/&]{3,100})+\/?)$/;

describe('LinkedIn user URLs', () => {
  it('accepts what the published pattern accepts', () => {
    const part = fc.constantFrom(
      '//',
      'https://',
      'http://',
      'www.',
      'linkedin.com',
      '/in/',
      '/in//',
      '/pub/',
      'abc',
      'a-b_c',
      '/',
      '&',
      'é',
      'x',
    );
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('')),
        (url) => {
          expect(isLinkedInUserUrl(url)).toBe(PUBLISHED.test(url));
        },
      ),
      { numRuns: 5000 },
    );
  });

  it.each([
    'linkedin.com/in/abc',
    '//linkedin.com/in/abc',
    'http://linkedin.com/in/abc/',
    'https://www.linkedin.com/in//a-b_c',
    'www.linkedin.com/pub/a/b&c/',
  ])('accepts %s', (url) => {
    expect(isLinkedInUserUrl(url)).toBe(true);
  });

  it.each([
    '',
    'https://uk.linkedin.com/in/abc',
    'https://linkedin.com/in/ab',
    'https://linkedin.com/in/abc?x=1',
    'xhttps://linkedin.com/in/abc',
    'https://LinkedIn.com/in/abc',
  ])('does not accept %j', (url) => {
    expect(isLinkedInUserUrl(url)).toBe(false);
  });

  it('does not backtrack', () => {
    expect(isLinkedInUserUrl(`https://linkedin.com/in/${'a'.repeat(200_000)}!`)).toBe(false);
  });
});
