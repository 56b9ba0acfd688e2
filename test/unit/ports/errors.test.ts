import { describe, expect, it } from 'vitest';
import { PublishError, StoreUnavailableError } from '../../../shared/ports/errors.ts';

describe('the faults of the ports', () => {
  const cause = new Error('down');

  it('a store that does not answer has its name, code and cause', () => {
    expect(new StoreUnavailableError({ cause })).toMatchObject({
      name: 'StoreUnavailableError',
      code: 'store-unavailable',
      message: 'The job store did not answer.',
      cause,
    });
  });

  it('a publish that failed has its name, reason and cause', () => {
    expect(new PublishError('refused', 'no', { cause })).toMatchObject({
      name: 'PublishError',
      code: 'refused',
      message: 'no',
      cause,
    });
  });
});
