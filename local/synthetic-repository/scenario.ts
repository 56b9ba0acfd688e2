/** Misfortune on request: the tag `synthetic.outcome` (docs/protocol.md §9.5). */
import type { Payload } from '../../shared/protocol/payload.ts';

export type Scenario =
  | { readonly kind: 'ordinary' }
  | {
      readonly kind:
        | 'rejected'
        | 'failed'
        | 'deadline-exceeded'
        | 'canceled'
        | 'expired'
        | 'evicted'
        | 'discarded'
        | 'silent';
    }
  | { readonly kind: 'fail-first'; readonly attempts: number };

const TAG = 'synthetic.outcome';
const PLAIN = [
  'rejected',
  'failed',
  'deadline-exceeded',
  'canceled',
  'expired',
  'evicted',
  'discarded',
  'silent',
] as const;

/** @returns what the payload's tags ask for; an unknown value asks for nothing. */
export function scenarioOf(payload: Payload): Scenario {
  const value = payload.tags?.find?.(({ name }) => name === TAG)?.value;
  const plain = PLAIN.find((kind) => kind === value);
  if (plain) return { kind: plain };
  const failFirst = /^fail-first:(\d{1,3})$/.exec(value ?? '');
  return failFirst ? { kind: 'fail-first', attempts: Number(failFirst[1]) } : { kind: 'ordinary' };
}
