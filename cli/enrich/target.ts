/** Where leads are sent: a gateway in this process, embedded or for real, or one that runs elsewhere. */
import type { ModigieGateway } from '../../client/index.ts';
import { RealClock } from '../../local/clock.ts';
import type { StandaloneConfig } from '../../shared/config/standalone-config.ts';
import type { Clock } from '../../shared/ports/clock.ts';
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
