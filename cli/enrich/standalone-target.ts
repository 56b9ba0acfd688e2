import { unlessAborted } from '../../client/retries.ts';
import { ownAddress } from '../../local/loopback/own-address.ts';
import { inProcessGateway } from '../../local/stacks/in-process-gateway.ts';
import type { StandaloneConfig } from '../../shared/config/standalone-config.ts';
import { openStandalone } from '../standalone/open-standalone.ts';
import { requireWire } from '../standalone/require-wire.ts';
import { troublesTold } from '../standalone/troubles-told.ts';
import { watchLedger } from '../standalone/watch-ledger.ts';
import type { Target } from './target.ts';

/** Calls of a gateway in the same process fail where its disk does. */
const MAX_RETRIES = 3;

interface Beginning {
  /** Whether requests are sent and answers taken; without, the ledger alone is asked. */
  readonly isToBegin: boolean;
  /** Ends the look at the wire, which may take long where nothing answers. */
  readonly signal: AbortSignal;
}

/**
 * A gateway of this machine's own, against Modigie's topics, for as long as a list takes.
 * @throws UserError when the configuration, the wire or the ledger cannot be used
 * @throws the reason of the signal when it aborts before anything has begun
 */
export async function standalone(
  config: StandaloneConfig,
  { isToBegin, signal }: Beginning,
): Promise<Target> {
  const { telemetry, broken } = watchLedger(troublesTold(process.stderr), config.ledger);
  const { api, begin, stop, clock } = await openStandalone(config, {
    telemetry,
    whenInUse: `If that is "serve", send the list through it: --gateway ${ownAddress(config.port) ?? 'ADDRESS, as its first line tells,'} instead of --config.`,
  });
  if (isToBegin) {
    const wire = requireWire(config, (line) => void process.stderr.write(`${line}\n`));
    await unlessAborted(wire, signal).catch(async (error: unknown) => {
      await stop();
      throw error;
    });
    begin();
  }
  return {
    client: inProcessGateway(api, clock, MAX_RETRIES),
    clock,
    // A read is some microseconds of this process, and a job takes minutes.
    polls: { shortestMs: 250, longestMs: 5_000 },
    concurrency: 2_000,
    broken,
    stop: async () => {
      const waiting = [...(await stop())].map(([name, messages]) => `${name}: ${messages}`);
      if (!isToBegin || waiting.length === 0) return;
      process.stderr.write(
        `! The ledger keeps messages that are not delivered yet (${waiting.join(', ')}). They go out while a gateway runs: ` +
          'by serve, or with the next run.\n',
      );
    },
  };
}
