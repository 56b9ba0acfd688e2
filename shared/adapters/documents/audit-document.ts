/** An entry of the audit as a document: created once, and never written again. */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { AuditEntry, AuditFilter } from '../../jobs/audit-entry.ts';
import { hash32 } from '../../jobs/hash.ts';
import type { UnreadableReason } from '../../ports/errors.ts';

/** The format of these documents. It rises with a change that an older gateway could not read. */
const AUDIT_FORMAT = 1;

/** Shards of the index: IDs rise (docs/adr/016-rising-fields.md). Never fewer, or entries are not found. */
export const AUDIT_SHARD_COUNT = 8;

export interface AuditDocument {
  readonly format: number;
  /** Rises as time does; indexed only behind `shard`. */
  readonly id: string;
  readonly shard: number;
  /** A key for each selection by actor, action and target that has the entry: one index serves them all. */
  readonly selections: readonly string[];
  /** The rest of the entry. */
  readonly entry: Omit<AuditEntry, 'id'>;
}

export function toAuditDocument({ id, ...entry }: AuditEntry): AuditDocument {
  const name = auditDocumentName(entry.operation, entry.step);
  return {
    format: AUDIT_FORMAT,
    id,
    shard: hash32(name) % AUDIT_SHARD_COUNT,
    selections: selectionsOf(entry),
    entry,
  };
}

/** @returns the name of a document: it begins with a hash, so that entries of one time spread */
export function auditDocumentName(operation: string, step: AuditEntry['step']): string {
  return `${operation}-${step}`;
}

/** @returns the key of all entries of an actor, an action and a target, of each that is given */
export function selectionKey({ actor, action, target }: AuditFilter): string {
  const selection = JSON.stringify([actor ?? null, action ?? null, target ?? null]);
  return createHash('sha256').update(selection).digest('hex').slice(0, 32);
}

function selectionsOf({ actor, action, target }: Omit<AuditEntry, 'id'>): string[] {
  const filters = [{}, { action }].flatMap((one) => [one, { ...one, target }]);
  const ofActor = actor === null ? [] : filters.map((one) => ({ ...one, actor }));
  return [...filters, ...ofActor].map(selectionKey);
}

const DocumentSchema = z.object({
  id: z.string(),
  entry: z.object({
    at: z.number(),
    actor: z.string().nullable(),
    via: z.string(),
    action: z.string(),
    target: z.string(),
    operation: z.string(),
    step: z.enum(['intent', 'outcome']),
    outcome: z.string().nullable(),
    reason: z.string().nullable(),
  }),
});

/** Never throws. @returns the entry, or why it cannot be read */
export function readAuditDocument(
  document: Readonly<Record<string, unknown>>,
): AuditEntry | UnreadableReason {
  const { format } = document;
  if (typeof format === 'number' && format > AUDIT_FORMAT) return 'newer-format';
  const read = DocumentSchema.safeParse(document);
  // The schema proves every type but the brands, and the actions that a newer gateway may know.
  return read.success ? ({ ...read.data.entry, id: read.data.id } as unknown as AuditEntry) : 'malformed';
}
