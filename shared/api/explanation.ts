/** A job in sentences, as a reader gets it. */

import * as z from 'zod';
import type { DeepReadonly } from './deep-readonly.ts';

const SentenceSchema = z
  .lazy(() =>
    z.object({
      code: z.string().meta({
        description:
          'What the sentence states. Codes are stable (docs/explain.md lists them); new ones may appear.',
        examples: ['due-silence'],
      }),
      text: z.string().meta({
        description:
          'For a person who operates the gateway: no payload, no personal data. Its wording may change.',
      }),
      at: z.iso.datetime().nullable().meta({
        description: 'When it happened, by the clock of the gateway, or is due; null where nothing says.',
      }),
    }),
  )
  .meta({ id: 'Sentence', description: 'One statement about a job.' });

export const ExplanationSchema = z
  .lazy(() =>
    z.object({
      requestId: z.string().meta({ description: 'The ID that was asked for.' }),
      asOf: z.iso
        .datetime()
        .meta({ description: 'When the job was read: what is due was still to come then.' }),
      sentences: z.array(SentenceSchema).meta({
        description:
          'For each attempt, oldest first: what happened, why it was sent again or not, what is due next (the ' +
          'one code that begins with due-, or nothing-due), and what would change that. Last, what is not stored.',
      }),
    }),
  )
  .meta({ id: 'Explanation', description: 'A job in sentences.' });

export type ExplanationView = DeepReadonly<z.input<typeof ExplanationSchema>>;
