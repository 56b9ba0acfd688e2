/**
 * The breaker: a job type of which too much goes wrong is held by the gateway itself, until a person has
 * looked. Off unless it is configured (BREAKER in docs/configuration.md). It stops what is sent; the circuit
 * of a sweep, which stops waiting for a topic, is another thing.
 */
import type { Outcome } from '../events.ts';
import type { JobRecord } from '../job-record.ts';

/** When a job type is held by the breaker. A condition that is not given never holds it. */
export interface BreakerRule {
  /** So many of the latest findings are looked at. */
  readonly window: number;
  /** Endings that there must be among them before a share is taken of them. */
  readonly min: number;
  /** Of the endings, the share that Modigie rejected, from which on it trips. */
  readonly rejectedShare?: number | undefined;
  /** So many discards among the findings. */
  readonly discards?: number | undefined;
  /** So many publishes among them that failed for what a person has to mend. */
  readonly misconfigured?: number | undefined;
}

/** Each job type with its rule. */
export type BreakerRules = ReadonlyMap<string, BreakerRule>;

/** An event of one job, as far as the breaker looks at it. */
export type Finding = 'ended' | 'rejected' | 'discarded' | 'misconfigured';

/** The latest findings, oldest first. */
export type Findings = readonly Finding[];

export interface Observed {
  /** Empty once it has tripped: after a release it begins anew. */
  readonly findings: Findings;
  /** The finding of which there are too many, in numbers; undefined while there are not. */
  readonly tripped: string | undefined;
}

/** @returns what a decision is to the breaker; undefined where it is nothing */
export function findingOf({ type }: Outcome, { status, publish }: JobRecord): Finding | undefined {
  switch (type) {
    case 'ended':
      return status === 'rejected' ? 'rejected' : 'ended';
    case 'discarded':
    case 'discard-noted':
      return 'discarded';
    case 'publish-failed':
      return publish.failure === 'misconfigured' ? 'misconfigured' : undefined;
    default:
      return undefined;
  }
}

/** Looks at one finding more. */
export function observed(before: Findings, finding: Finding, rule: BreakerRule): Observed {
  const findings = [...before, finding].slice(-rule.window);
  const tripped = tooMuch(findings, rule);
  return { findings: tripped === undefined ? findings : [], tripped };
}

function tooMuch(findings: Findings, { min, rejectedShare, discards, misconfigured }: BreakerRule) {
  const count = (finding: Finding) => findings.filter((one) => one === finding).length;
  const rejected = count('rejected');
  const endings = rejected + count('ended');
  const latest = `of the latest ${findings.length} findings`;
  if (rejectedShare !== undefined && endings >= min && rejected >= rejectedShare * endings && rejected > 0)
    return `${rejected} of the latest ${endings} endings were rejected`;
  if (discards !== undefined && count('discarded') >= discards)
    return `${count('discarded')} ${latest} were discards`;
  if (misconfigured !== undefined && count('misconfigured') >= misconfigured)
    return `${count('misconfigured')} ${latest} were publishes that a person has to mend`;
  return undefined;
}
