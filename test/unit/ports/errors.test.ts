import { describe, expect, it } from 'vitest';
import {
  PublishError,
  StoreMisconfiguredError,
  StoreUnavailableError,
} from '../../../shared/ports/errors.ts';

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

  it('a store that refuses the gateway says why, and is waited for as one that does not answer', () => {
    const error = new StoreMisconfiguredError('no-database', { cause });
    expect(error).toMatchObject({
      name: 'StoreMisconfiguredError',
      code: 'store-misconfigured',
      reason: 'no-database',
      cause,
    });
    expect(error).toBeInstanceOf(StoreUnavailableError);
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
