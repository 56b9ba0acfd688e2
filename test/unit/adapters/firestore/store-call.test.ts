import { describe, expect, it } from 'vitest';
import {
  isAlreadyExists,
  isPreconditionFailed,
  storeCall,
} from '../../../../shared/adapters/firestore/store-call.ts';
import { RecordRefusedError, StoreUnavailableError } from '../../../../shared/ports/errors.ts';

const failing = (error: unknown) => () => Promise.reject(error);

describe('a call to Firestore', () => {
  it('gives what the call gives', async () => {
    expect(await storeCall(async () => 7)).toBe(7);
  });

  it('gives what is expected for a status that is no fault', async () => {
    expect(await storeCall(failing({ code: 6 }), isAlreadyExists, 'exists')).toBe('exists');
  });

  it.each([
    1, 2, 4, 5, 6, 7, 8, 13, 14, 16,
  ])('fails as a store that does not answer for any other status: %d', async (code) => {
    const error = Object.assign(new Error('odd'), { code });
    await expect(storeCall(failing(error))).rejects.toThrow(StoreUnavailableError);
    await expect(storeCall(failing(error))).rejects.toMatchObject({ cause: error });
  });

  it.each([
    new TypeError('no status'),
    Object.assign(new Error('of Node.js'), { code: 'ERR_INVALID_ARG_TYPE' }),
    null,
    undefined,
    'text',
  ])('fails as it is without a status: that is no answer of Firestore, but a fault: %s', async (error) => {
    await expect(storeCall(failing(error))).rejects.toBe(error);
  });

  it('fails for good for a document that Firestore will never take', async () => {
    const error = Object.assign(new Error('too large'), { code: 3 });
    await expect(storeCall(failing(error))).rejects.toThrow(RecordRefusedError);
    await expect(storeCall(failing(error))).rejects.toMatchObject({ cause: error });
  });
});

describe('the status of a failed write', () => {
  const codes = Array.from({ length: 17 }, (_, code) => code);

  it('tells that the document exists', () => {
    expect(codes.filter(isAlreadyExists)).toEqual([6]);
  });

  it('tells of a conflict: not found, precondition failed, aborted', () => {
    expect(codes.filter(isPreconditionFailed)).toEqual([5, 9, 10]);
  });
});
