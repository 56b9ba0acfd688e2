/** PRIORITY_CARRIER: how a priority travels, as Modigie told the company. See docs/protocol.md §2.2 (C2). */
import * as z from 'zod';
import type { PriorityCarrier } from '../protocol/job-request.ts';

export const PriorityCarrierSchema = z
  .string()
  .regex(/^(?:nowhere|body|attribute:[A-Za-z0-9_.-]{1,256})$/, 'must be nowhere, body, or attribute:NAME')
  .transform(
    (text): PriorityCarrier =>
      text.startsWith('attribute:')
        ? { in: 'attribute', name: text.slice('attribute:'.length) }
        : { in: text === 'body' ? 'body' : 'nowhere' },
  );
