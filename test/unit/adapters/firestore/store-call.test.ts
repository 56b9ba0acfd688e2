import { describe, expect, it } from 'vitest';
import {
  isAlreadyExists,
  isPreconditionFailed,
  storeCall,
} from '../../../../shared/adapters/firestore/store-call.ts';
import { StoreUnavailableError } from '../../../../shared/ports/errors.ts';

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

  it.each([new Error('no code'), null, undefined, 'text'])('fails so without a status: %s', async (error) => {
    await expect(storeCall(failing(error))).rejects.toThrow(StoreUnavailableError);
  });

  it('fails as it is for a document that Firestore will never take', async () => {
    const error = Object.assign(new Error('too large'), { code: 3 });
    await expect(storeCall(failing(error))).rejects.toBe(error);
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
