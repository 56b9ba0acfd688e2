/** An erasure as a document. */
import * as z from 'zod';
import { type Erasure, isUnfinished } from '../../jobs/erasures/erasure.ts';
import { type ErasureId, isErasureId } from '../../jobs/erasures/erasure-id.ts';
import type { UnreadableReason } from '../../ports/errors.ts';

/** The format of these documents. It rises with a change that an older gateway could not read. */
const ERASURE_FORMAT = 1;

export interface ErasureDocument {
  readonly format: number;
  /** Whether it was begun and is not done; indexed alone, and most often false. */
  readonly unfinished: boolean;
  /** The whole erasure: none of its fields is asked for. */
  readonly erasure: Erasure;
}

export function toErasureDocument(erasure: Erasure): ErasureDocument {
  return { format: ERASURE_FORMAT, unfinished: isUnfinished(erasure), erasure };
}

/** Milliseconds that no instant reaches: 13 digits. */
const END_OF_TIME = 9_999_999_999_999;

/**
 * The name of a document falls as time rises, so that the order of names is the newest first, and needs no
 * index. Names that follow each other are written by hand, a few a day: they need not spread
 * (docs/adr/016-rising-fields.md).
 */
export function erasureDocumentName(id: ErasureId): string {
  const [, time = ''] = id.split('-');
  const at = Date.parse(
    time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/, '$1-$2-$3T$4:$5:$6.$7Z'),
  );
  return `${String(END_OF_TIME - at).padStart(13, '0')}~${reversed(id)}`;
}

/** @returns the ID of the erasure whose document has this name; undefined where no gateway named it */
export function erasureIdOf(name: string): ErasureId | undefined {
  const [, rest = ''] = name.split('~');
  const id = reversed(rest);
  return isErasureId(id) ? id : undefined;
}

/** Hexadecimal digits the other way round: of two in one millisecond, the later ID has the earlier name. */
function reversed(id: string): string {
  const hash = id
    .slice(-10)
    .replaceAll(/[0-9a-f]/g, (digit) => (15 - Number.parseInt(digit, 16)).toString(16));
  return `${id.slice(0, -10)}${hash}`;
}

const text = z.string();
const instant = z.number();

const DocumentSchema = z.object({
  erasure: z.object({
    id: text,
    state: text,
    personKeys: z.array(text),
    rootIds: z.array(text),
    reason: text,
    actor: text.nullable(),
    places: z.array(
      z.object({
        place: text,
        found: z.number().nullable(),
        erased: z.number().nullable(),
        remaining: z.number().nullable(),
        until: instant.nullable(),
      }),
    ),
    runs: z.number(),
    createdAt: instant,
    lastRunAt: instant.nullable(),
    completedAt: instant.nullable(),
    dueAt: instant,
  }),
});

/** Never throws. @returns the erasure, or why it cannot be read */
export function readErasureDocument(document: Readonly<Record<string, unknown>>): Erasure | UnreadableReason {
  const { format } = document;
  if (typeof format === 'number' && format > ERASURE_FORMAT) return 'newer-format';
  const read = DocumentSchema.safeParse(document);
  // The schema proves every type but the brands, and the states and places that a newer gateway may know.
  return read.success ? (read.data.erasure as unknown as Erasure) : 'malformed';
}
