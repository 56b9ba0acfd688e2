/** A gateway in this process, in time that passes as fast as the work does, and clients of it. */
import { type Fetch, type GatewayOptions, ModigieGateway } from '../../../client/index.ts';
import { VirtualClock } from '../../../local/clock.ts';
import { ORDINARY } from '../../../local/misbehaviour.ts';
import { createEmbeddedStack } from '../../../local/stacks/embedded-stack.ts';
import { inProcessFetch } from '../../../local/stacks/in-process-gateway.ts';
import { REALISTIC } from '../../../local/synthetic-repository/repository.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import { SILENT } from '../../../shared/telemetry/log-events.ts';
import { MINUTE, START } from '../../fixtures.ts';

export interface World {
  readonly clock: Clock;
  /** The gateway's calls. */
  readonly fetch: Fetch;
  /** A client of it; each has its own faults and options. */
  client(options?: Partial<GatewayOptions>): ModigieGateway;
  /** The request IDs of all attempts in the ledger. */
  ledger(): Promise<string[]>;
  stop(): void;
}

export function createWorld(): World {
  const clock = new VirtualClock(START);
  const stack = createEmbeddedStack({
    clock,
    timing: REALISTIC,
    misbehaviour: ORDINARY,
    telemetry: SILENT,
    sweepEveryMs: MINUTE,
  });
  const outside = clock.outside();
  const fetch = inProcessFetch((request) => clock.during(() => stack.api(request)));
  return {
    clock: outside,
    fetch,
    client: (options) =>
      new ModigieGateway({ url: 'http://gateway.test', fetch, maxRetries: 8, ...outside, ...options }),
    ledger: async () =>
      (await stack.stores.jobs.list({ filter: {}, limit: 1000 })).listed.map(
        ({ record }) => record.requestId,
      ),
    stop: stack.stop,
  };
}
