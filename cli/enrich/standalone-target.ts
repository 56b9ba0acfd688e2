import { ownAddress } from '../../local/loopback/own-address.ts';
import { inProcessGateway } from '../../local/stacks/in-process-gateway.ts';
import type { StandaloneConfig } from '../../shared/config/standalone-config.ts';
import { openStandalone } from '../standalone/open-standalone.ts';
import { requireWire } from '../standalone/require-wire.ts';
import { troublesTold } from '../standalone/troubles-told.ts';
import type { Target } from './target.ts';

/** Calls of a gateway in the same process fail where its disk does. */
const MAX_RETRIES = 3;

/**
 * A gateway of this machine's own, against Modigie's topics, for as long as a list takes.
 * @param isToBegin whether requests are sent and answers taken; without, the ledger alone is asked
 * @throws UserError when the configuration, the wire or the ledger cannot be used
 */
export async function standalone(
  config: StandaloneConfig,
  { isToBegin }: { readonly isToBegin: boolean },
): Promise<Target> {
  const { api, begin, stop, clock } = await openStandalone(config, {
    telemetry: troublesTold(process.stderr),
    whenInUse: `If that is "serve", send the list through it: --gateway ${ownAddress(config.port) ?? 'ADDRESS, as its first line tells,'} instead of --config.`,
  });
  if (isToBegin) {
    await requireWire(config, (line) => void process.stderr.write(`${line}\n`)).catch(
      async (error: unknown) => {
        await stop();
        throw error;
      },
    );
    begin();
  }
  return {
    client: inProcessGateway(api, clock, MAX_RETRIES),
    clock,
    // A read is some microseconds of this process, and a job takes minutes.
    polls: { shortestMs: 250, longestMs: 5_000 },
    concurrency: 2_000,
    stop,
  };
}
