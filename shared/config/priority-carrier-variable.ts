/** PRIORITY_CARRIER: how a priority travels, as Modigie told the company. See docs/protocol.md §2.2 (C2). */
import * as z from 'zod';
import type { PriorityCarrier } from '../protocol/job-request.ts';

/** Names that are in use: a priority there would take the place of the request ID, or be refused. */
const TAKEN = /^attribute:(?:modigieJobRequestId$|modigieJobExpireAfter$|goog)/i;

export const PriorityCarrierSchema = z
  .string()
  .regex(/^(?:nowhere|body|attribute:[A-Za-z0-9_.-]{1,256})$/, 'must be nowhere, body, or attribute:NAME')
  .refine(
    (text) => !TAKEN.test(text),
    'must name an attribute of its own: not modigieJobRequestId or modigieJobExpireAfter, and none that ' +
      'begins with goog, which Pub/Sub refuses',
  )
  .transform(
    (text): PriorityCarrier =>
      text.startsWith('attribute:')
        ? { in: 'attribute', name: text.slice('attribute:'.length) }
        : { in: text === 'body' ? 'body' : 'nowhere' },
  );
