import { describe, expect, it } from 'vitest';
import { commandOf, KEYS, rowAfter } from '../../../../console/keyboard/keys.ts';

const press = { isModified: false, isTyping: false, isInDialog: false };

describe('the keys', () => {
  it('each do what the help says, but Enter, which a link has of itself', () => {
    const without = KEYS.filter(({ key }) => commandOf({ ...press, key }) === undefined);
    expect(without.map(({ key }) => key)).toEqual(['Enter']);
  });

  it.each(KEYS)('leave $key alone where text is typed, in a dialog, and with Ctrl, Alt or Meta', ({
    key,
  }) => {
    expect(commandOf({ ...press, key, isTyping: true })).toBeUndefined();
    expect(commandOf({ ...press, key, isInDialog: true })).toBeUndefined();
    expect(commandOf({ ...press, key, isModified: true })).toBeUndefined();
  });

  it('are no others', () => {
    expect(commandOf({ ...press, key: 'a' })).toBeUndefined();
    expect(commandOf({ ...press, key: 'Tab' })).toBeUndefined();
  });
});

describe('rowAfter', () => {
  it('begins at the first row downwards, at the last upwards', () => {
    expect(rowAfter(-1, 1, 3)).toBe(0);
    expect(rowAfter(-1, -1, 3)).toBe(2);
  });

  it('goes from row to row, and stays at the ends', () => {
    expect(rowAfter(0, 1, 3)).toBe(1);
    expect(rowAfter(2, 1, 3)).toBe(2);
    expect(rowAfter(0, -1, 3)).toBe(0);
  });

  it('has nowhere to go in an empty list', () => {
    expect(rowAfter(-1, 1, 0)).toBe(-1);
  });
});
