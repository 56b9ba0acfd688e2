/** One message that was set aside, as the examples of the calls show it: a submission without a last name. */

import type * as z from 'zod';
import type { ActSchema } from './act.ts';
import type {
  DeadLetterCountsSchema,
  DeadLetterInFullSchema,
  DeadLetterPageSchema,
  DeadLetterSchema,
  RedrivenSchema,
  RedriveSchema,
  RevealedDeadLetterSchema,
} from './dead-letter-schemas.ts';
import { SUBMISSION } from './examples.ts';

const { person, ...rest } = SUBMISSION.payload;
const TEXT = JSON.stringify({ ...SUBMISSION, payload: { ...rest, person: { firstName: person.firstName } } });
const CORRECTED = JSON.stringify(SUBMISSION);

const WAITING = {
  id: '2ffaa65fc25177ae2f55d165',
  source: 'intake-jobs',
  reason: 'invalid',
  detail: '/payload/person/lastName',
  messageId: '13829173640511',
  publishTime: '2026-03-01T09:00:00.000000Z',
  bytes: TEXT.length,
  receivedAt: '2026-03-01T09:00:00.000Z',
  expireAt: '2026-05-30T09:00:00.000Z',
  generation: 1,
  redriveOf: null,
  state: 'waiting',
  settledAt: null,
  redrivenAs: [],
  corrected: false,
} satisfies z.input<typeof DeadLetterSchema>;

const SETTLED = { ...WAITING, settledAt: WAITING.receivedAt };

const MESSAGE = { attributes: { origin: 'crm' }, data: btoa(TEXT), text: TEXT };

export const DEAD_LETTER = {
  waiting: WAITING,
  full: {
    ...WAITING,
    ...MESSAGE,
    refusal: null,
    judgement: {
      accepted: false,
      reason: 'invalid',
      errors: [
        {
          pointer: '/payload/person/lastName',
          detail: 'is required by this job type: give person.lastName, not blank',
        },
      ],
    },
  } satisfies z.input<typeof DeadLetterInFullSchema>,
  revealed: { id: WAITING.id, ...MESSAGE } satisfies z.input<typeof RevealedDeadLetterSchema>,
  dropped: { ...SETTLED, state: 'dropped' } satisfies z.input<typeof DeadLetterSchema>,
};

export const DEAD_LETTER_PAGE = { deadLetters: [WAITING] } satisfies z.input<typeof DeadLetterPageSchema>;

export const DEAD_LETTER_COUNTS = {
  byState: { waiting: 1, redriven: 0, dropped: 0 },
} satisfies z.input<typeof DeadLetterCountsSchema>;

export const REDRIVE = {
  reason: 'The export had no last names; ticket OPS-312',
  data: btoa(CORRECTED),
} satisfies z.input<typeof RedriveSchema>;

export const REDRIVEN = {
  redriven: true,
  deadLetter: { ...SETTLED, state: 'redriven', redrivenAs: ['13829173640512'], corrected: true },
  judgement: { accepted: true, reason: null, errors: [] },
} satisfies z.input<typeof RedrivenSchema>;

export const DROP = { reason: 'A test message of ours' } satisfies z.input<typeof ActSchema>;
