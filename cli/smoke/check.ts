/** A check of the smoke test: what it is given, and what may come of it. */
import type { Clock } from '../../shared/ports/clock.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { GoogleApis } from '../google/google-apis.ts';

/** In the order in which they are made: a person has time to look for the alert meanwhile. */
export const CHECK_NAMES = ['closed', 'sweep', 'intake', 'answer', 'result', 'alert'] as const;
export type CheckName = (typeof CHECK_NAMES)[number];

/** `unconfirmed`: neither shown nor refuted; `advice` says how to know. */
export type Outcome =
  | { readonly kind: 'passed'; readonly seen: string; readonly advice?: string }
  | { readonly kind: 'failed' | 'unconfirmed'; readonly seen: string; readonly advice: string };

/** The outcomes of the checks before. */
export type Earlier = ReadonlyMap<CheckName, Outcome>;

export interface SmokeContext {
  readonly google: GoogleApis;
  /** Calls an address without credentials, as a stranger does. */
  readonly fetch: typeof fetch;
  readonly deployment: Deployment;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** How long each thing is waited for. */
  readonly timeoutMs: number;
  /** Told what is waited for. */
  readonly tell: (line: string) => void;
  /** Asks the person at the terminal, yes or no; undefined where there is none. */
  readonly ask: ((question: string) => Promise<boolean>) | undefined;
}

export type Check = (context: SmokeContext, earlier: Earlier) => Promise<Outcome>;

/** @param seen what was seen, as a part of a sentence */
export function passed(seen: string, advice?: string): Outcome {
  return { kind: 'passed', seen, ...(advice !== undefined && { advice }) };
}

/** @param advice what to do about it, in sentences */
export function failed(seen: string, advice: string): Outcome {
  return { kind: 'failed', seen, advice };
}

/** @param advice how to get to know, in sentences */
export function unconfirmed(seen: string, advice: string): Outcome {
  return { kind: 'unconfirmed', seen, advice };
}
