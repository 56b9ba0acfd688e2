/** A world is asked for, and told of, in these terms. */
import type { GatewayContext } from '../../shared/use-cases/context.ts';
import type { Fault } from './fault-points.ts';
import { type Outage, SERVICES } from './outages.ts';
import { PULLS, type PulledResponses } from './pulled-responses.ts';

export interface WorldReport {
  readonly violation: string | undefined;
  readonly faults: readonly Fault[];
  /** Of the whole world. */
  readonly circumstances: readonly Circumstance[];
  /** `from → to` of every status that a write changed. */
  readonly transitions: readonly string[];
  /** Log events of the gateway. */
  readonly events: readonly string[];
  readonly trace: readonly string[];
  /** Of everything that is stored in the end: the same seed has the same. */
  readonly digest: string;
}

export interface WorldOptions {
  readonly seed: string;
  readonly only?: ReadonlySet<number>;
  /** Breaks something on purpose, to see that it is found. */
  readonly sabotage?: (context: GatewayContext) => GatewayContext;
}

/** Circumstances of a whole world. */
export const CIRCUMSTANCES = [
  ...SERVICES.map((service) => `${service} outage` as const),
  'a second time of trouble',
  'two versions at once',
  'pulled responses',
  ...PULLS,
] as const;
type Circumstance = (typeof CIRCUMSTANCES)[number];

interface Circumstances {
  /** The service that does not answer for a while. */
  readonly outage: Outage['service'] | undefined;
  readonly relapses: boolean;
  readonly isRolling: boolean;
  /** Where responses are pulled. */
  readonly pulled: Pick<PulledResponses, 'met'> | undefined;
}

export function circumstancesOf({ outage, relapses, isRolling, pulled }: Circumstances): Circumstance[] {
  return [
    ...(outage ? ([`${outage} outage`] as const) : []),
    ...(relapses ? (['a second time of trouble'] as const) : []),
    ...(isRolling ? (['two versions at once'] as const) : []),
    ...(pulled ? (['pulled responses', ...pulled.met] as const) : []),
  ];
}
