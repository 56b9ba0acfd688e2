import { describe, expect, it } from 'vitest';
import { toPublishError } from '../../../../shared/adapters/pubsub/publish-errors.ts';
import { PublishError } from '../../../../shared/ports/errors.ts';

describe('a publish that failed', () => {
  it.each([['INVALID_ARGUMENT', { code: 3 }]])('is refused for good: %s', (_why, error) => {
    expect(toPublishError(error)).toMatchObject({ code: 'refused', cause: error });
  });

  it.each([
    ['NOT_FOUND', { code: 5 }],
    ['PERMISSION_DENIED', { code: 7 }],
    ['UNAUTHENTICATED', { code: 16 }],
    ['no credentials', { message: 'Could not load the default credentials.' }],
    ['no key file', { message: "ENOENT: no such file or directory, open '/key.json'" }],
    ['a key that is not valid', { message: 'invalid_grant', code: 400 }],
    ['an account that may not be acted as', { message: 'no', code: 403 }],
  ])('is for a person to mend: %s', (_why, error) => {
    expect(toPublishError(error)).toMatchObject({ code: 'misconfigured', cause: error });
  });

  it.each([
    ['DEADLINE_EXCEEDED', { code: 4 }],
    ['UNAVAILABLE', { code: 14 }],
    ['a token endpoint that is slow', { message: 'timeout', code: 408 }],
    ['a token endpoint that is busy', { message: 'slow down', code: 429 }],
    ['a token endpoint that is down', { message: 'oops', code: 500 }],
    ['no reason at all', undefined],
    ['null', null],
    ['a text', 'x'],
  ])('may pass: %s', (_why, error) => {
    expect(toPublishError(error)).toMatchObject({ code: 'unavailable', cause: error });
  });

  it('keeps the reason that it has already', () => {
    const error = new PublishError('refused', 'x');
    expect(toPublishError(error)).toBe(error);
  });
});
