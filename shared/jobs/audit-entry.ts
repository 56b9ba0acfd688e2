/** Entries of the audit: an act by which a person changes or reveals something is told before and after. */
import { createHash } from 'node:crypto';
import type { AuditAction } from './audit-actions.ts';
import type { Instant } from './instant.ts';
import type { Requester } from './job-record.ts';

declare const brand: unique symbol;

/** Sorts as time does; of one act, the intent before the outcome. */
export type AuditId = string & { readonly [brand]: true };

/** An act of a person: the same again, when a call is repeated whose answer was lost. */
export interface Act {
  /** Null where operators are not told apart. */
  readonly actor: Requester;
  /** The way by which it was asked for. */
  readonly via: 'api';
  readonly action: AuditAction;
  /** An attempt's request ID, the ID of an operation, dead letter or erasure, or the name of a hold. */
  readonly target: string;
  /** Stands for this act among those of one actor on one target. */
  readonly operation: string;
  /** The actor's own words. */
  readonly reason: string | null;
}

/** Never changed. An intent without an outcome: the call broke off, and its target shows the rest. */
export interface AuditEntry extends Act {
  readonly id: AuditId;
  readonly at: Instant;
  readonly step: 'intent' | 'outcome';
  /** A stable code; null of an intent. */
  readonly outcome: string | null;
}

/** Which entries are meant; those that match all that is given. */
export interface AuditFilter {
  /** From this instant on. */
  readonly since?: Instant;
  readonly actor?: string;
  readonly action?: AuditAction;
  readonly target?: string;
}

/** Characters of an operation: 96 bits. */
const OPERATION_LENGTH = 24;

/** @param occasion tells this act from an earlier one of its kind, and is the same when a call is repeated */
export function actOf(act: Omit<Act, 'operation' | 'via'>, occasion: string | number): Act {
  const { actor, action, target } = act;
  const named = JSON.stringify([actor, action, target, occasion]);
  const operation = createHash('sha256').update(named).digest('hex').slice(0, OPERATION_LENGTH);
  return { ...act, via: 'api', operation };
}

/** @returns the entry that is written before anything is done */
export function intentOf(act: Act, at: Instant): AuditEntry {
  return { ...act, id: auditId(at, `${act.operation}~1`), at, step: 'intent', outcome: null };
}

/** @returns the entry that is written when it is known what came of the act */
export function outcomeOf(act: Act, outcome: string, at: Instant): AuditEntry {
  return { ...act, id: auditId(at, `${act.operation}~2`), at, step: 'outcome', outcome };
}

/** @returns the least ID that an entry of that instant can have */
export function firstAuditIdAt(at: Instant): AuditId {
  return auditId(at, '');
}

const AUDIT_ID = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z~[0-9a-f]{24}~[12]$/;

export function isAuditId(text: string): text is AuditId {
  return AUDIT_ID.test(text);
}

/** @returns whether an entry is one of those that are meant */
export function isMeant(entry: AuditEntry, { since, actor, action, target }: AuditFilter): boolean {
  return (
    (since === undefined || entry.at >= since) &&
    (actor === undefined || entry.actor === actor) &&
    (action === undefined || entry.action === action) &&
    (target === undefined || entry.target === target)
  );
}

/** RFC 3339 in UTC, always with milliseconds: as text it sorts as it does in time. */
function auditId(at: Instant, rest: string): AuditId {
  return `${new Date(at).toISOString()}~${rest}` as AuditId;
}
