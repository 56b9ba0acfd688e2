/** A hold as a document. All are read together, so that none needs an index. */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Hold } from '../../jobs/holds/hold.ts';
import { HOLD_ORIGINS } from '../../jobs/holds/hold-names.ts';
import type { UnreadableReason } from '../../ports/errors.ts';

/** The format of these documents. It rises with a change that an older gateway could not read. */
const HOLD_FORMAT = 1;

export function toHoldDocument(hold: Hold) {
  return { ...hold, format: HOLD_FORMAT };
}

/** A job type may have any characters, and a document's name may not. */
export function holdDocumentName(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 24);
}

const optionalText = z.string().nullable();

const DocumentSchema = z.object({
  name: z.string(),
  origin: z.enum(HOLD_ORIGINS),
  by: optionalText,
  reason: optionalText,
  since: z.number(),
  until: z.number().nullable(),
  ended: z
    .object({
      at: z.number(),
      by: optionalText,
      reason: optionalText,
      ratePerMinute: z.number().positive().nullable(),
    })
    .nullable(),
});

/** Never throws. @returns the hold, or why it cannot be read */
export function readHoldDocument(document: Readonly<Record<string, unknown>>): Hold | UnreadableReason {
  const { format } = document;
  if (typeof format === 'number' && format > HOLD_FORMAT) return 'newer-format';
  const read = DocumentSchema.safeParse(document);
  // The schema proves every type but the brand of instants.
  return read.success ? (read.data as unknown as Hold) : 'malformed';
}
