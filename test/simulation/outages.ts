/** Hours in which one of the services does not answer at all. */
import { fractionOf } from '../../shared/jobs/hash.ts';
import { TROUBLE_MS } from './world-settings.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
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

/**
 * A second time of trouble, in which what was never answered is asked for by hand: the share of worlds that
 * have it, and when.
 */
const RELAPSING = 0.6;
const RELAPSE = { from: 32 * DAY, until: 51 * DAY };

export function relapses(seed: string): boolean {
  return fractionOf(`${seed}/relapse`) < RELAPSING;
}

/** @returns the spells of a world until it heals for good: how long (ms) each is, and if all goes well */
export function spellsOf(seed: string): { readonly ms: number; readonly healed: boolean }[] {
  const trouble = { ms: TROUBLE_MS, healed: false };
  if (!relapses(seed)) return [trouble];
  const { from, until } = RELAPSE;
  return [trouble, { ms: from - TROUBLE_MS, healed: true }, { ms: until - from, healed: false }];
}

/** @returns the outage of a world, if it has one: within its first days, or all through its relapse */
export function outageOf(seed: string, since: number): Outage | undefined {
  const chance = (what: string) => fractionOf(`${seed}/outage/${what}`);
  if (relapses(seed) && chance('in-relapse') < RELAPSING)
    return { service: 'application.', from: since + RELAPSE.from, until: since + RELAPSE.until };
  if (chance('at-all') > SHARE) return undefined;
  const service = SERVICES[Math.floor(chance('service') * SERVICES.length)] ?? SERVICES[0];
  const from = since + chance('from') * 24 * HOUR;
  return { service, from, until: from + chance('length') * LONGEST_MS };
}
