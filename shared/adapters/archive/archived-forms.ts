/**
 * The things of a ledger outside of any store: each as the fields that a document is read from, in one
 * text that is the same whichever store it was read in. Fields that follow from others are made anew by the
 * store that it is moved to.
 */
import type { AuditEntry } from '../../jobs/audit-entry.ts';
import type { DeadLetter } from '../../jobs/dead-letters/dead-letter-record.ts';
import type { Erasure } from '../../jobs/erasures/erasure.ts';
import type { Hold } from '../../jobs/holds/hold.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import { begunAnew } from '../../jobs/operations/moved-operation.ts';
import type { Operation } from '../../jobs/operations/operation.ts';
import type { UnreadableReason } from '../../ports/errors.ts';
import type { Stores } from '../../ports/stores.ts';
import { canonicalJson } from '../../protocol/canonical-json.ts';
import { isStorableRequestId } from '../../protocol/request-id.ts';
import { auditDocumentName, readAuditDocument, toAuditDocument } from '../documents/audit-document.ts';
import { readDeadLetterDocument, toDeadLetterFields } from '../documents/dead-letter-document.ts';
import { lastingFields, toDocument } from '../documents/document.ts';
import { readErasureDocument, toErasureDocument } from '../documents/erasure-document.ts';
import { readHoldDocument, toHoldDocument } from '../documents/hold-document.ts';
import { readOperationDocument, toOperationDocument } from '../documents/operation-document.ts';
import { readDocument } from '../documents/read-document.ts';

export type StoreName = keyof Stores;

/**
 * The order in which stores are moved: what holds jobs back comes before them, and what works on them after.
 */
export const STORE_NAMES: readonly StoreName[] = [
  'holds',
  'erasures',
  'audit',
  'jobs',
  'deadLetters',
  'operations',
];

/** A dead letter with its bytes. */
interface WholeLetter {
  readonly letter: DeadLetter;
  readonly body: Buffer;
}

export interface Things {
  readonly jobs: JobRecord;
  readonly holds: Hold;
  readonly audit: AuditEntry;
  readonly operations: Operation;
  readonly erasures: Erasure;
  readonly deadLetters: WholeLetter;
}

/** A thing of one of the stores. */
export type Entry<Store extends StoreName = StoreName> = {
  readonly [Name in Store]: { readonly store: Name; readonly thing: Things[Name] };
}[Store];

interface Form<Thing> {
  toDocument(thing: Thing): object;
  /** Never throws. @returns the thing, or why it cannot be read */
  read(document: Readonly<Record<string, unknown>>): Thing | UnreadableReason;
  /** @returns what it is called in a message; never data of a person */
  nameOf(thing: Thing): string;
}

/** Of each store. A store without one does not compile. */
const FORMS: { readonly [Store in StoreName]: Form<Things[Store]> } = {
  jobs: {
    toDocument: (record) => lastingFields(toDocument(record, '')),
    read: (document) => {
      const read = readDocument(document);
      if (!read.ok) return read.reason;
      // No store has named a job by another one: a document's name would lead elsewhere.
      return isStorableRequestId(read.record.requestId) ? read.record : 'malformed';
    },
    nameOf: ({ requestId }) => requestId,
  },
  holds: { toDocument: toHoldDocument, read: readHoldDocument, nameOf: ({ name }) => name },
  audit: {
    toDocument: (one) => {
      const { format, id, entry } = toAuditDocument(one);
      return { format, id, entry };
    },
    read: readAuditDocument,
    nameOf: ({ operation, step }) => auditDocumentName(operation, step),
  },
  operations: {
    toDocument: (operation) => {
      const { format } = toOperationDocument(operation);
      return { format, operation: canonicalText(begunAnew(operation)) };
    },
    read: readOperationDocument,
    nameOf: ({ id }) => id,
  },
  erasures: {
    toDocument: (one) => {
      const { format, erasure } = toErasureDocument(one);
      return { format, erasure };
    },
    read: readErasureDocument,
    nameOf: ({ id }) => id,
  },
  deadLetters: {
    toDocument: ({ letter: one, body }) => {
      const { format, letter } = toDeadLetterFields(one, '');
      return { format, letter, body: body.toString('base64') };
    },
    read: (document) => {
      const letter = readDeadLetterDocument(document);
      const { body } = document;
      if (typeof letter === 'string') return letter;
      return typeof body === 'string' ? { letter, body: Buffer.from(body, 'base64') } : 'malformed';
    },
    nameOf: ({ letter }) => letter.id,
  },
};

/** @returns the line of an entry, without its end */
export function textOf(entry: Entry): string {
  const form = FORMS[entry.store] as Form<unknown>;
  return canonicalText({ document: form.toDocument(entry.thing), store: entry.store });
}

/** @returns the entry that a parsed line is; or why it is none */
export function entryOf(line: unknown): Entry | UnreadableReason {
  const { store, document } = (line ?? {}) as { readonly store?: unknown; readonly document?: unknown };
  if (!isStoreName(store) || typeof document !== 'object' || document === null) return 'malformed';
  const thing = FORMS[store].read(document as Readonly<Record<string, unknown>>);
  return typeof thing === 'string' ? thing : ({ store, thing } as Entry);
}

/** @returns what an entry is called in a message: its ID, and never data of a person */
export function nameOf({ store, thing }: Entry): string {
  return (FORMS[store] as Form<unknown>).nameOf(thing);
}

function isStoreName(name: unknown): name is StoreName {
  return STORE_NAMES.some((store) => store === name);
}

/** A lone surrogate is in no UTF-8, and so in no store but one of JSON: it is moved as its replacement. */
function canonicalText(value: unknown): string {
  try {
    return canonicalJson(value);
  } catch {
    return canonicalJson(wellFormed(value));
  }
}

function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name.toWellFormed(), wellFormed(one)]),
  );
}
