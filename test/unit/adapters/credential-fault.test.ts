import { describe, expect, it } from 'vitest';
import { isCredentialFault, KeyFileError } from '../../../shared/adapters/credential-fault.ts';

describe('credentials that fail', () => {
  it.each([
    { message: 'Could not load the default credentials.' },
    { message: "ENOENT: no such file or directory, open '/key.json'", code: 'ENOENT' },
    { message: '400 undefined: Getting metadata from plugin failed with error: invalid_grant', code: 400 },
    { message: '401 undefined: Getting metadata from plugin failed', code: 401 },
    {
      message: '403 undefined: Getting metadata from plugin failed with error: unable to impersonate',
      code: 403,
    },
    {
      message: '404 undefined: Getting metadata from plugin failed with error: unable to impersonate',
      code: 404,
    },
    new KeyFileError(),
  ])('are for a person to mend: %o', (error) => {
    expect(isCredentialFault(error)).toBe(true);
  });

  it.each([
    { message: 'slow', code: 408 },
    { message: 'busy', code: 429 },
    { message: 'down', code: 500 },
    { message: 'reset', code: 'ECONNRESET' },
    { message: 'ENOENT in a status of a service', code: 14 },
    { message: 'PERMISSION_DENIED of a service', code: 7 },
    null,
    undefined,
    'text',
  ])('are not what may pass, or is no fault of theirs: %o', (error) => {
    expect(isCredentialFault(error)).toBe(false);
  });
});
