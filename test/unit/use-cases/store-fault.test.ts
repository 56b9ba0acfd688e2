import { describe, expect, it } from 'vitest';
import {
  PublishError,
  StoreMisconfiguredError,
  StoreUnavailableError,
} from '../../../shared/ports/errors.ts';
import { faultEvent } from '../../../shared/use-cases/store-fault.ts';

describe('a fault in the log', () => {
  it.each([
    [new StoreUnavailableError(), 'store.unavailable', 'submit'],
    [new StoreMisconfiguredError('no-index'), 'store.misconfigured', 'no-index'],
    [new PublishError('unavailable', 'no topic'), 'store.unavailable', 'submit'],
    [new PublishError('misconfigured', 'no topic'), 'store.misconfigured', 'submit'],
    [new PublishError('refused', 'no topic'), 'request.failed', 'submit'],
    [new Error('ours'), 'request.failed', 'submit'],
  ])('is what it is: %s', (error, name, reason) => {
    expect(faultEvent(error, 'request.failed', 'submit')).toEqual([name, { reason, error }]);
  });
});
