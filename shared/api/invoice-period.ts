/** The parameters by which a call names the period of an invoice. */
import * as z from 'zod';
import { dayFrom, daysOfMonth } from '../jobs/money/day.ts';

/** A UTC month or day; neither of them is the month of now. */
export const INVOICE_PERIOD = {
  month: z
    .string()
    .refine((text) => daysOfMonth(text) !== undefined, 'must be a month as YYYY-MM, such as 2026-03')
    .exactOptional()
    .meta({
      description: 'A UTC month as YYYY-MM; the month of now without it and without `day`.',
      examples: ['2026-03'],
    }),
  day: z
    .string()
    .refine((text) => dayFrom(text) !== undefined, 'must be a day as YYYY-MM-DD, such as 2026-03-01')
    .exactOptional()
    .meta({ description: 'A UTC day as YYYY-MM-DD, instead of `month`.', examples: ['2026-03-01'] }),
};
