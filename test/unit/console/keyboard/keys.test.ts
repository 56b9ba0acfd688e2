import { describe, expect, it } from 'vitest';
import { isOfPage, KEYS } from '../../../../console/keyboard/keys.ts';

const press = { isModified: false, isTyping: false, isInDialog: false };

describe('the keys', () => {
  it('are those of the help, but Enter, which a link has of itself', () => {
    expect(Object.keys(KEYS).filter((key) => !isOfPage({ ...press, key }))).toEqual(['Enter']);
  });

  it.each(
    Object.keys(KEYS),
  )('leave %s alone where text is typed, in a dialog, and with Ctrl, Alt or Meta', (key) => {
    expect(isOfPage({ ...press, key, isTyping: true })).toBe(false);
    expect(isOfPage({ ...press, key, isInDialog: true })).toBe(false);
    expect(isOfPage({ ...press, key, isModified: true })).toBe(false);
  });

  it('are no others', () => {
    for (const key of ['a', 'Tab', 'constructor']) expect(isOfPage({ ...press, key })).toBe(false);
  });
});
