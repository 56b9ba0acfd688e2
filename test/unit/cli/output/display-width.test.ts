import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutTo, displayWidth } from '../../../../cli/output/display-width.ts';

const FAMILY = '👩‍👩‍👧';

describe('the width of a text', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['Ünïcode', 7],
    ['u\u0308', 1],
    ['東京', 4],
    ['한국어', 6],
    ['ｆｕｌｌ', 8],
    ['ﾊﾝｶｸ', 4],
    [FAMILY, 2],
    ['🇸🇪', 2],
    ['☎️', 2],
    ['☎', 1],
    ['a\u200bb', 2],
    ['𠮷', 2],
  ])('of %j is %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('a text that is cut', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['abcd', 1, '…'],
    ['東京都', 6, '東京都'],
    ['東京都', 5, '東京…'],
    // A wide letter has no half.
    ['東京都', 4, '東…'],
    [`${FAMILY}${FAMILY}`, 3, `${FAMILY}…`],
    ['éé', 2, 'éé'],
  ])('%j to %i columns is %j', (text, width, cut) => {
    expect(cutTo(text, width)).toBe(cut);
  });

  it('is never wider than it may be, and never longer than it was', () => {
    const letters = fc.constantFrom('a', 'é', '東', FAMILY, '☎️', '\u0308', '\u200b', 'ﾊ');
    fc.assert(
      fc.property(fc.array(letters), fc.integer({ min: 1, max: 20 }), (parts, width) => {
        const text = parts.join('');
        const cut = cutTo(text, width);
        expect(displayWidth(cut)).toBeLessThanOrEqual(Math.max(width, 1));
        expect(displayWidth(text) <= width).toBe(cut === text);
      }),
    );
  });

  it('is not drowned by a letter with a thousand marks', () => {
    expect(cutTo(`a${'\u0308'.repeat(1000)}b`, 10)).toBe('\ufffdb');
  });
});
