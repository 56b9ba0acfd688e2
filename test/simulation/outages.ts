/** Hours in which one of the services does not answer at all. */
import { fractionOf } from '../../shared/jobs/hash.ts';

const HOUR = 3_600_000;
/** The share of worlds that have one. */
const SHARE = 0.15;
const LONGEST_MS = 36 * HOUR;

/** The services, by the points of the calls to them. */
export const SERVICES = ['store.', 'application.', 'gateway.'] as const;

export interface Outage {
  readonly service: (typeof SERVICES)[number];
  readonly from: number;
  readonly until: number;
}

/** @returns the outage of a world, within its first days, if it has one */
export function outageOf(seed: string, since: number): Outage | undefined {
  const chance = (what: string) => fractionOf(`${seed}/outage/${what}`);
  if (chance('at-all') > SHARE) return undefined;
  const service = SERVICES[Math.floor(chance('service') * SERVICES.length)] ?? SERVICES[0];
  const from = since + chance('from') * 24 * HOUR;
  return { service, from, until: from + chance('length') * LONGEST_MS };
}
