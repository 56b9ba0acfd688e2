import { describe, expect, it } from 'vitest';
import { resultCodeOf, storeFaultOf } from '../../../../shared/adapters/sqlite/sqlite-faults.ts';
import {
  RecordRefusedError,
  StoreMisconfiguredError,
  StoreUnavailableError,
} from '../../../../shared/ports/errors.ts';

const errorOf = (errcode: number) => Object.assign(new Error('x'), { code: 'ERR_SQLITE_ERROR', errcode });

describe('an error of SQLite', () => {
  it.each([
    [5, 'Another program holds the ledger.'],
    [10, 'The disk of the ledger cannot be read or written.'],
    [778, 'The disk of the ledger cannot be read or written.'],
    [13, 'The disk of the ledger is full.'],
  ])('with the code %i may pass: %s', (code, message) => {
    const fault = storeFaultOf(errorOf(code));
    expect(fault).toBeInstanceOf(StoreUnavailableError);
    expect(fault).not.toBeInstanceOf(StoreMisconfiguredError);
    expect(fault).toMatchObject({
      message,
      cause: { code: expect.stringMatching(/^SQLITE_[A-Z]+$/), cause: { errcode: code } },
    });
  });

  it.each([
    [11, 'damaged'],
    [267, 'damaged'],
    [26, 'damaged'],
    [8, 'no-permission'],
    [1032, 'no-permission'],
  ])('with the code %i has to be mended: %s', (code, reason) => {
    expect(storeFaultOf(errorOf(code))).toMatchObject({ code: 'store-misconfigured', reason });
  });

  it('with the code of what is too large is a refusal for good', () => {
    expect(storeFaultOf(errorOf(18))).toBeInstanceOf(RecordRefusedError);
  });

  it('for a statement that is wrong is a fault of ours, and no fault of the store', () => {
    for (const code of [1, 19, 1555, 25])
      expect(() => storeFaultOf(errorOf(code))).toThrow(expect.objectContaining({ errcode: code }));
    expect(() => storeFaultOf(new TypeError('x'))).toThrow(TypeError);
  });

  it('is told from other errors', () => {
    expect(resultCodeOf(errorOf(1555))).toBe(19);
    for (const other of [undefined, null, new Error('x'), { errcode: 5 }, { code: 14 }])
      expect(resultCodeOf(other)).toBeUndefined();
  });
});
