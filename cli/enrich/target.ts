/** Where leads are sent: a gateway in this process, embedded or for real, or one that runs elsewhere. */
import type { ModigieGateway } from '../../client/index.ts';
import { RealClock, VirtualClock } from '../../local/clock.ts';
import { CHAOS, ORDINARY } from '../../local/misbehaviour.ts';
import { createEmbeddedStack } from '../../local/stacks/embedded-stack.ts';
import { inProcessGateway } from '../../local/stacks/in-process-gateway.ts';
import { REALISTIC } from '../../local/synthetic-repository/repository.ts';
import type { StandaloneConfig } from '../../shared/config/standalone-config.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { SILENT } from '../../shared/telemetry/log-events.ts';
import { type GatewayAddress, remoteGateway } from '../remote-gateway.ts';
import type { Polls } from './enrich-leads.ts';

export interface Target {
  readonly client: ModigieGateway;
  /** The time in which the gateway works. */
  readonly clock: Clock;
  readonly polls: Polls;
  /** Leads at work at once, unless the user says how many. */
  readonly concurrency: number;
  /** Aborts when the gateway can do nothing more until a person mends it; its reason is a UserError. */
  readonly broken?: AbortSignal | undefined;
  readonly stop: () => void | Promise<void>;
}

/** As the user names it; an embedded gateway where neither is given. */
export interface Destination extends Omit<GatewayAddress, 'gateway'> {
  /** The address of a running gateway. */
  readonly gateway?: string | undefined;
  /** The configuration of a standalone one. */
  readonly config?: StandaloneConfig | undefined;
}

/** Its leads are nobody's to pay, and what comes back is invented. */
export function isEmbedded({ gateway, config }: Destination): boolean {
  return gateway === undefined && config === undefined;
}

const MINUTE_MS = 60_000;

/** The longest poll of an embedded run, in milliseconds of its virtual time. */
const EMBEDDED_POLL_MS = 5 * MINUTE_MS;

/**
 * Everything in this process, in time that passes as fast as the work does.
 * @param chaos whether messages get lost, late and repeated
 * @param isLasting whether a lead may be asked after long after its end: then all are kept in memory
 */
export function embedded(chaos: boolean, isLasting = false): Target {
  const clock = new VirtualClock(Date.now());
  const stack = createEmbeddedStack({
    clock,
    timing: REALISTIC,
    misbehaviour: chaos ? CHAOS : ORDINARY,
    telemetry: SILENT,
    sweepEveryMs: MINUTE_MS,
    // Long enough for every result to be read (twice the longest poll), short enough for memory not to grow.
    policy: isLasting ? {} : { retentionMs: 2 * EMBEDDED_POLL_MS },
    unwrapped: true,
    // In chaos a final answer may be lost and asked for again much later: then everything has to be
    // remembered.
    forgetful: !chaos && !isLasting,
  });
  const outside = clock.outside();
  return {
    client: inProcessGateway((request) => clock.during(() => stack.api(request)), outside),
    clock: outside,
    // No lead ends sooner. Few at work at once cost no time where time is virtual, and keep memory small.
    polls: { shortestMs: 20_000, longestMs: EMBEDDED_POLL_MS },
    concurrency: 50,
    stop: stack.stop,
  };
}

/** A running gateway, in the machine's own time. */
export function remote(address: GatewayAddress): Target {
  const clock = new RealClock();
  return {
    client: remoteGateway(address),
    clock,
    polls: { shortestMs: 250, longestMs: 30_000 },
    concurrency: 500,
    stop: () => clock.stop(),
  };
}
