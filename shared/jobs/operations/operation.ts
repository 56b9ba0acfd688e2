/**
 * An operation: an act on many things, as an object (docs/operate.md, "Do something to many jobs"). It is
 * worked on page by page. The page that is worked on next is part of it, stored before anything is done: so
 * each thing is counted once, and after a crash one page at most is worked on again.
 */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../protocol/canonical-json.ts';
import type { Instant } from '../instant.ts';
import type { Requester } from '../job-record.ts';
import type { Team } from '../teams.ts';
import type { OperationId } from './operation-id.ts';
import type { OperationKind } from './operation-kinds.ts';
import type { OperationState } from './operation-states.ts';
import type { Selection } from './selection.ts';

/** How many things there were, by the reason of what became of them. */
export type Counts = Readonly<Record<string, number>>;

/** An operation as a person asks for it. */
export interface AskedOperation {
  readonly kind: OperationKind;
  /** Frozen: it means the same things at any time. */
  readonly selection: Selection;
  readonly actor: Requester;
  /** The actor's: jobs of others are not there for it. */
  readonly team: Team;
  /** In the actor's own words. */
  readonly reason: string | null;
  /** So many things are done at most, those that are skipped aside; null for no limit. */
  readonly limit: number | null;
  /** So many things are done in a minute at most; null for as many as can be. */
  readonly ratePerMinute: number | null;
  /** Whether it is only found out what would be done. */
  readonly dryRun: boolean;
  /** Of the request as it was written: another one under the same ID is not this operation. */
  readonly fingerprint: string;
}

/** Things that are worked on together. */
export interface OperationPage {
  /** Their names: request IDs, or IDs of dead letters. */
  readonly items: readonly string[];
  /** Where the next page begins, in the kind's own terms; null behind the last one. */
  readonly next: string | null;
}

export interface Operation extends AskedOperation {
  readonly id: OperationId;
  /** The instant at which it was asked for. A thing that has changed since is not meant. */
  readonly asOf: Instant;
  readonly state: OperationState;
  readonly done: number;
  readonly skipped: Counts;
  readonly failed: Counts;
  /** Worked on next, or being worked on; with how often that was tried in vain. */
  readonly page: OperationPage & { readonly tries: number };
  /** Rises with each page, so that no progress is counted twice. */
  readonly pages: number;
  /** Its one timer; null once it has ended. A claimed one: somebody works on the page, and has until then. */
  readonly wake: { readonly at: Instant; readonly claimed: boolean } | null;
  /** The latest fault, and when it was met. */
  readonly lastError: { readonly reason: string; readonly at: Instant } | null;
  readonly finishedAt: Instant | null;
}

/** Where the first page begins. */
export const FROM_THE_START = '';

/** @returns the operation before anything of it is done; due at once */
export function newOperation(asked: AskedOperation, id: OperationId, now: Instant): Operation {
  return {
    ...asked,
    id,
    asOf: now,
    state: 'pending',
    done: 0,
    skipped: {},
    failed: {},
    page: { items: [], next: FROM_THE_START, tries: 0 },
    pages: 0,
    wake: { at: now, claimed: false },
    lastError: null,
    finishedAt: null,
  };
}

/** @returns a hash of a request as it was written */
export function fingerprintOf(request: unknown): string {
  return hash(request);
}

/** @param occasion tells it from another operation of the actor's, and is the same when a call is repeated */
export function operationId(actor: Requester, occasion: readonly string[]): OperationId {
  return `op_${hash([actor, ...occasion])}` as OperationId;
}

export function isOperationDue({ wake }: Operation, now: Instant): boolean {
  return wake !== null && wake.at <= now;
}

/** @returns the operation's place in a list: as text it sorts as operations do in time */
export function operationPlace({ asOf, id }: Pick<Operation, 'asOf' | 'id'>): string {
  return `${new Date(asOf).toISOString()}~${id}`;
}

/** @returns whether it is the place of some operation */
export function isOperationPlace(text: string): text is string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z~op_[0-9a-f]{24}$/.test(text);
}

/** @returns how many things were found so far, whatever became of them */
export function foundSoFar({ done, skipped, failed, page }: Operation): number {
  return done + sum(skipped) + sum(failed) + page.items.length;
}

export function sum(counts: Counts): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

function hash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 24);
}
