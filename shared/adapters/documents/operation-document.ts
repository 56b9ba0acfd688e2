/**
 * An operation as a document. Its selection and its things are texts from outside: the operation is
 * one text (docs/adr/003-text-not-structure.md), and what is asked by is lifted out.
 */
import * as z from 'zod';
import { hash32 } from '../../jobs/hash.ts';
import { type Instant, instant } from '../../jobs/instant.ts';
import { type Operation, operationPlace } from '../../jobs/operations/operation.ts';
import { OPERATION_KINDS } from '../../jobs/operations/operation-kinds.ts';
import { OPERATION_STATES } from '../../jobs/operations/operation-states.ts';
import { SELECTION_SCHEMAS } from '../../jobs/operations/selection.ts';
import type { UnreadableReason } from '../../ports/errors.ts';

/** The format of these documents. It rises with a change that an older gateway could not read. */
const OPERATION_FORMAT = 1;

/** Shards of the list, whose places rise. Never fewer, or operations are not found. */
export const OPERATION_SHARD_COUNT = 4;

export interface OperationDocument {
  readonly format: number;
  /** Whether it has a timer: few have, so that the due ones are looked for among these. */
  readonly open: boolean;
  /** Rises as time does; indexed only behind `shard`. */
  readonly place: string;
  readonly shard: number;
  readonly operation: string;
}

export function toOperationDocument(operation: Operation): OperationDocument {
  return {
    format: OPERATION_FORMAT,
    open: operation.wake !== null,
    place: operationPlace(operation),
    shard: hash32(operation.id) % OPERATION_SHARD_COUNT,
    operation: JSON.stringify(operation),
  };
}

const time = z.number().transform(instant);
const counts = z.record(z.string(), z.number());

const OperationSchema = z
  .object({
    id: z.string(),
    kind: z.enum(OPERATION_KINDS),
    selection: z.unknown(),
    actor: z.string().nullable(),
    team: z.string(),
    reason: z.string().nullable(),
    limit: z.number().nullable(),
    ratePerMinute: z.number().nullable(),
    dryRun: z.boolean(),
    fingerprint: z.string(),
    asOf: time,
    state: z.enum(OPERATION_STATES),
    done: z.number(),
    skipped: counts,
    failed: counts,
    page: z.object({ items: z.array(z.string()), next: z.string().nullable(), tries: z.number() }),
    pages: z.number(),
    wake: z.object({ at: time, claimed: z.boolean() }).nullable(),
    lastError: z.object({ reason: z.string(), at: time }).nullable(),
    finishedAt: z.custom<Instant>((value) => typeof value === 'number').nullable(),
  })
  .transform((read, issues) => {
    const selection = SELECTION_SCHEMAS[read.kind].safeParse(read.selection);
    if (selection.success) return { ...read, selection: selection.data };
    issues.addIssue({ code: 'custom', message: 'has a selection of no known form' });
    return z.NEVER;
  });

/** Never throws. @returns the operation, or why it cannot be read */
export function readOperationDocument(
  document: Readonly<Record<string, unknown>>,
): Operation | UnreadableReason {
  const { format, operation } = document;
  if (typeof format === 'number' && format > OPERATION_FORMAT) return 'newer-format';
  const read = OperationSchema.safeParse(parsed(operation));
  // The schema proves every type but the brand of the ID.
  return read.success ? (read.data as unknown as Operation) : 'malformed';
}

function parsed(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
