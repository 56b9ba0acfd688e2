/** A gateway and a synthetic repository on a port of this machine: jobs are done in some milliseconds. */
import { RealClock } from '../../local/clock.ts';
import { ORDINARY } from '../../local/misbehaviour.ts';
import { serve } from '../../local/serve.ts';
import {
  createEmbeddedStack,
  type EmbeddedOptions,
  type EmbeddedStack,
} from '../../local/stacks/embedded-stack.ts';
import { SILENT } from '../../shared/telemetry/log-events.ts';

export interface ServedGateway {
  readonly url: string;
  readonly stack: EmbeddedStack;
  stop(): Promise<void>;
}

const SWIFT = { stepMs: 1, processingMs: [1, 5], dispatchesPerSecond: 1000 } as const;

export async function serveEmbeddedGateway(
  options: Pick<EmbeddedOptions, 'webhooks'> = {},
): Promise<ServedGateway> {
  const clock = new RealClock();
  const stack = createEmbeddedStack({
    clock,
    timing: SWIFT,
    misbehaviour: { ...ORDINARY, jitterMs: 5 },
    telemetry: SILENT,
    sweepEveryMs: 1000,
    ...options,
  });
  const { port, close } = await serve(stack.api, 0);
  return {
    url: `http://127.0.0.1:${port}`,
    stack,
    stop: async () => {
      stack.stop();
      clock.stop();
      await close();
    },
  };
}
