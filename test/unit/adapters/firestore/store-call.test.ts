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

describe('a call that a person has to make possible', () => {
  const told = (code: number | undefined, message: string) =>
    storeCall(failing(Object.assign(new Error(message), code === undefined ? {} : { code })));

  it.each([
    ['no-permission', 7, '7 PERMISSION_DENIED: Missing or insufficient permissions.'],
    [
      'no-api',
      7,
      '7 PERMISSION_DENIED: Cloud Firestore API has not been used in project p before or it is disabled.',
    ],
    ['not-authenticated', 16, '16 UNAUTHENTICATED: Getting metadata from plugin failed'],
    ['no-database', 5, '5 NOT_FOUND: The database (default) does not exist for project p'],
    [
      'no-database',
      9,
      '9 FAILED_PRECONDITION: The Cloud Firestore API is not available for Firestore in Datastore Mode database',
    ],
    ['no-index', 9, '9 FAILED_PRECONDITION: The query requires an index. You can create it here: https://…'],
    ['not-authenticated', undefined, 'Could not load the default credentials.'],
  ])('is told apart, with what is to be mended: %s', async (reason, code, message) => {
    await expect(told(code, message)).rejects.toMatchObject({
      name: 'StoreMisconfiguredError',
      code: 'store-misconfigured',
      reason,
      cause: { message },
    });
    // Messages and timers wait for it as they do for any passing fault.
    await expect(told(code, message)).rejects.toThrow(StoreUnavailableError);
  });

  it.each([
    ['a token endpoint that refuses the key', 400],
    ['an account that may not be acted as', 403],
    ['an account that is not there', 404],
  ])('is so where credentials fail: %s', async (_why, httpStatus) => {
    const message = `${httpStatus} undefined: Getting metadata from plugin failed with error: no`;
    await expect(told(httpStatus, message)).rejects.toMatchObject({ reason: 'not-authenticated' });
  });

  it.each([1, 2, 4, 8, 10, 13, 14, 408, 429, 500, 503])('is not one that may pass: %d', async (code) => {
    await expect(told(code, 'later')).rejects.toMatchObject({ code: 'store-unavailable' });
  });
});

describe('the status of a failed write', () => {
  const errors = Array.from({ length: 17 }, (_, code) => Object.assign(new Error('a write'), { code }));
  const codes = (of: typeof errors) => of.map(({ code }) => code);

  it('tells that the document exists', () => {
    expect(codes(errors.filter(isAlreadyExists))).toEqual([6]);
  });

  it('tells of a conflict: not found, precondition failed, aborted', () => {
    expect(codes(errors.filter(isPreconditionFailed))).toEqual([5, 9, 10]);
  });

  it.each([
    [5, 'No document to update: projects/p/databases/(default)/documents/repositories/r/jobs/a~1', true],
    [9, 'the stored version (1) does not match the required base version (2)', true],
    [5, 'The database (default) does not exist for project p', false],
    [9, 'The Cloud Firestore API is not available for Firestore in Datastore Mode database', false],
  ])('%d is a conflict only where the document is meant: %s', (code, message, expected) => {
    expect(isPreconditionFailed(Object.assign(new Error(message), { code }))).toBe(expected);
  });
});
