/**
 * A document as a record. Documents outlive the code that wrote them, and a person can change them in the
 * console: each is held to its shape, and one that does not fit concerns no other.
 */
import * as z from 'zod';
import type { JobRecord } from '../../jobs/job-record.ts';
import type { UnreadableReason } from '../../ports/errors.ts';
import { DOCUMENT_FORMAT } from './document.ts';

const text = z.string();
const optionalText = text.nullable();
const instant = z.number();
const optionalInstant = instant.nullable();

const DocumentSchema = z.object({
  requestId: text,
  lineage: z.object({ rootId: text, attempt: z.number(), retryOf: optionalText, retriedBy: optionalText }),
  origin: z.enum(['gateway', 'external']),
  jobType: optionalText,
  payload: optionalText,
  priority: z.number().nullable(),
  expireAfter: optionalText,
  fingerprint: optionalText,
  status: text,
  answer: z
    .object({
      status: text,
      version: text,
      reasonType: optionalText,
      eventCodes: text.transform(parsed),
      times: z.record(text, text),
    })
    .nullable(),
  // Documents from before it was stored: none was served by another's answer.
  reused: z
    .object({ from: text, eventCodes: text.transform(parsed) })
    .nullable()
    .default(null),
  job: optionalText,
  publish: z.object({
    form: optionalText.transform((form, issues) => form && parsed(form, issues)),
    open: z.number(),
    messageIds: z.array(text),
    count: z.number(),
    lastAt: optionalInstant,
    silences: z.number(),
    failure: z.enum(['unavailable', 'misconfigured', 'refused']).nullable(),
  }),
  // Documents from before it was stored: none was held.
  held: optionalText.default(null),
  discard: z.object({ reasonType: text, messageId: text }).nullable(),
  wake: z
    .object({
      at: instant,
      for: z.enum(['publish', 'silence', 'retry', 'deliver', 'purge']),
      shard: z.number(),
      tries: z.number(),
    })
    .nullable(),
  delivery: z.object({ key: text, at: instant }).nullable(),
  tags: z.array(text),
  // Documents from before they were stored say of nobody who asked, of no team, of no account
  // and of no trace.
  requestedBy: optionalText.default(null),
  team: optionalText.default(null),
  retryAskedBy: optionalText.default(null),
  account: z
    .object({
      acceptedOn: text,
      reservedOn: optionalText,
      dimensions: z.array(text),
      claimed: z.boolean(),
      overBudget: optionalText,
    })
    .nullable()
    .default(null),
  trace: optionalText.default(null),
  requestedAt: instant,
  updatedAt: instant,
  quietSince: instant,
  endedAt: optionalInstant,
  // Documents of before it was counted.
  endings: z.number().default(0),
  purgedAt: optionalInstant,
  // Documents from before it was stored have none.
  erased: z.boolean().default(false),
  erasure: z.object({ id: text, at: instant }).nullable().default(null),
});

export type ReadDocument =
  | { readonly ok: true; readonly record: JobRecord }
  | { readonly ok: false; readonly reason: UnreadableReason };

/**
 * Never throws. A document of an older format is read as if it had been written now; a newer one is left
 * alone.
 */
export function readDocument(document: Readonly<Record<string, unknown>>): ReadDocument {
  const { format } = document;
  if (typeof format === 'number' && format > DOCUMENT_FORMAT) return { ok: false, reason: 'newer-format' };
  const read = DocumentSchema.safeParse(format === 1 ? fromFormat1(document) : document);
  if (!read.success) return { ok: false, reason: 'malformed' };
  const { job, answer, reused, ...rest } = read.data;
  // The schema proves every type but the brands: IDs, instants and timestamps were branded when they were
  // written.
  const told = { answer: answer && { ...answer, job }, reused: reused && { ...reused, job } };
  return { ok: true, record: { ...rest, ...told } as unknown as JobRecord };
}

/** Format 1 counted publishes as `attempts`, and did not keep how a request travels. */
function fromFormat1(document: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const publish = document['publish'];
  if (typeof publish !== 'object' || publish === null) return document;
  const { attempts, ...rest } = publish as { readonly attempts?: unknown };
  return { ...document, publish: { ...rest, count: attempts, open: attempts, form: null } };
}

function parsed(json: string, issues: z.RefinementCtx): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(json);
  } catch {
    issues.addIssue({ code: 'custom', message: 'must be JSON' });
    return z.NEVER;
  }
}
