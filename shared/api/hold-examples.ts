/** An invented hold, as the examples of every call show it. */

import type * as z from 'zod';
import type { HoldOrderSchema, HoldSchema, ReleaseOrderSchema } from './hold-schemas.ts';

export const HOLD_ORDER = {
  reason: 'Ticket OPS-317: numbers come back empty',
  until: '2026-03-01T18:00:00Z',
} satisfies z.input<typeof HoldOrderSchema>;

export const RELEASE_ORDER = {
  reason: 'Modigie has mended it',
  ratePerMinute: 1_200,
} satisfies z.input<typeof ReleaseOrderSchema>;

type Example = z.input<typeof HoldSchema>;

const IN_FORCE = {
  name: 'enrichMobile',
  state: 'in-force',
  origin: 'operator',
  placedBy: 'ops@acme.example',
  placedAt: '2026-03-01T09:00:00.000Z',
  reason: HOLD_ORDER.reason,
  until: '2026-03-01T18:00:00.000Z',
  held: 0,
  endedAt: null,
  operation: null,
} satisfies Example;

const RELEASING = {
  ...IN_FORCE,
  state: 'releasing',
  held: 3,
  endedAt: '2026-03-01T11:30:00.000Z',
  operation: 'op_700abbaa53bdbda133b97c8a',
} satisfies Example;

export const HOLD = { inForce: IN_FORCE, releasing: RELEASING };
