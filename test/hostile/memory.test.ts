import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { receiveResponsesHandler } from '../../functions/receive-responses/handler.ts';
import { submitJobsHandler } from '../../functions/submit-jobs/handler.ts';
import { ACCEPT_ALL } from '../../shared/http/push-auth.ts';
import { MINUTE, messageIdOf, testGateway } from '../fixtures.ts';
import { publisherOf } from '../one-by-one.ts';
import { bytes } from './arbitraries.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes that are alive. */
function alive(): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

describe('refusing hostile input', () => {
  it('leaves nothing behind in memory', async () => {
    const made = testGateway();
    const gateway = {
      ...made,
      // Set aside in the cloud, not in this memory.
      deadLetters: Object.assign(made.deadLetters, { create: async () => 'created' as const }),
      telemetry: { emit: () => undefined },
      asGateway: publisherOf(async () => messageIdOf('gone')),
    };
    const submit = submitJobsHandler(gateway, MINUTE);
    const receive = receiveResponsesHandler(gateway, ACCEPT_ALL);
    const samples = fc.sample(bytes, 500);
    const send = async (times: number) => {
      for (let i = 0; i < times; i += 1) {
        const body = Buffer.concat([samples[i % samples.length] ?? Buffer.alloc(0), Buffer.from(` ${i}`)]);
        await submit({
          method: 'POST',
          target: '/v1/jobs',
          headers: { 'content-type': 'application/json', 'idempotency-key': `${i}` },
          body,
        });
        await receive({ method: 'POST', target: '/', headers: { 'x-goog-pubsub-message-id': `${i}` }, body });
      }
    };
    await send(2_000);
    const before = alive();
    await send(10_000);
    // A hundred bytes kept of each would be 2 MB.
    expect(alive() - before).toBeLessThan(1_000_000);
    expect(gateway.store.records()).toEqual([]);
  });
});
