import { describe, expect, it } from 'vitest';
import { isCredentialFault } from '../../../shared/adapters/credential-fault.ts';

describe('credentials that fail', () => {
  it.each([
    { message: 'Could not load the default credentials.' },
    { message: "ENOENT: no such file or directory, open '/key.json'", code: 'ENOENT' },
    { message: 'invalid_grant', response: { status: 400 } },
    { message: 'no', status: 403 },
  ])('are for a person to mend: %o', (error) => {
    expect(isCredentialFault(error)).toBe(true);
  });

  it.each([
    { message: 'slow', response: { status: 408 } },
    { message: 'busy', response: { status: 429 } },
    { message: 'down', response: { status: 500 } },
    { message: 'ENOENT in a status of a service', code: 14 },
    null,
    undefined,
    'text',
  ])('are not what may pass, or is no fault of theirs: %o', (error) => {
    expect(isCredentialFault(error)).toBe(false);
  });
});
