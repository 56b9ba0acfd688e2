/** The ledger as it is, held against what it should be: findings that an operator reads. */

import * as z from 'zod';
import type { DeepReadonly } from './deep-readonly.ts';

const FindingSchema = z
  .lazy(() =>
    z.object({
      check: z.string().meta({
        description:
          'What was looked at. Names are stable (docs/operate.md lists them); new ones may appear.',
        examples: ['overdue-timers'],
      }),
      state: z.enum(['ok', 'warning', 'wrong']).meta({
        description: 'warning: it may be as it should be, and a person decides. wrong: it has to be mended.',
      }),
      seen: z.string().meta({
        description: 'In words: no payload, no personal data. Its wording may change.',
      }),
      expected: z.string().nullable().meta({ description: 'As it should be; null where all is.' }),
      actual: z.string().nullable().meta({ description: 'As it is; null where that is as it should be.' }),
      fix: z.string().nullable().meta({ description: 'What mends it; null where nothing has to be.' }),
    }),
  )
  .meta({ id: 'Finding', description: 'One thing that was looked at, and how it was found.' });

export const LedgerReportSchema = z
  .lazy(() =>
    z.object({
      asOf: z.iso.datetime().meta({
        description:
          "When the looking began, by the gateway's clock: the caller may hold its own against it.",
      }),
      findings: z.array(FindingSchema).meta({ description: 'At least one for each check.' }),
    }),
  )
  .meta({ id: 'LedgerReport', description: 'The ledger, held against what it should be.' });

export type FindingView = DeepReadonly<z.input<typeof FindingSchema>>;
export type LedgerReportView = DeepReadonly<z.input<typeof LedgerReportSchema>>;

/** @param seen what was seen, as a part of a sentence */
export function inOrder(check: string, seen: string): FindingView {
  return { check, state: 'ok', seen, expected: null, actual: null, fix: null };
}

type Deviation = { readonly [Member in keyof FindingView]: string } & {
  readonly state: 'warning' | 'wrong';
};

/** @returns a finding of something that is not as it should be, with what mends it */
export function deviation(finding: Deviation): FindingView {
  return finding;
}
