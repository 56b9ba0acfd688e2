import { EventEmitter } from 'node:events';
import type { PubSub } from '@google-cloud/pubsub';
import { describe, expect, it } from 'vitest';
import { drainSubscription } from '../../../../shared/adapters/pubsub/pull.ts';

/** A subscription that cannot be pulled, which shows as it is closed. */
class Failing extends EventEmitter {
  async close(): Promise<void> {
    this.emit('error', new Error('NOT_FOUND'));
  }
}

const NAME = 'projects/p/subscriptions/s';

describe('a subscription that is pulled', () => {
  it('that fails as it is ended, before it began, ends no process', async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown) => void unhandled.push(error);
    process.on('unhandledRejection', note);
    const client = { subscription: () => new Failing() } as unknown as PubSub;
    const signal = AbortSignal.abort();
    await expect(
      drainSubscription(client, { name: NAME, forMs: 10, signal }, async () => true),
    ).resolves.toEqual({ acknowledged: 0, returned: 0 });
    await new Promise(setImmediate);
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });
});
