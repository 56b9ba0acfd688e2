/** The digest of one invented lead. It was sent with the contact of a CRM as the source of each value. */
import type * as z from 'zod';
import type { DigestedSchema } from './digested.ts';
import { SUBMISSION } from './examples.ts';

const STAMPED = 'It says what Modigie verified, in a field of its own.';

export const DIGESTED = {
  requestId: SUBMISSION.requestId,
  status: 'completed',
  digest: {
    facts: {
      mobile: { e164: '+17025550100', raw: '+1 702-555-0100', type: 'mobile', how: 'appended' },
      employment: { state: 'verified', title: 'Head of Routing' },
      emails: [],
    },
    decisions: [
      {
        field: 'mobile',
        action: 'set',
        value: '+17025550100',
        rule: 'appendMobile.appended',
        because: 'Modigie found it, and what was sent had none.',
      },
      {
        field: 'linkedIn',
        action: 'keep',
        rule: 'appendLinkedIn.unable_to_append',
        because: 'The answer has no value for it.',
      },
      {
        field: 'title',
        action: 'set',
        value: 'Head of Routing',
        rule: 'verifyEmployment.verified',
        because: 'Modigie verified it, and what was sent had none.',
      },
      {
        field: 'company',
        action: 'never',
        was: 'Hollander Freight',
        rule: 'verifyEmployment.verified',
        because: 'A company is never written: its spelling differs, and in a CRM it is a relation.',
      },
      {
        field: 'verifiedOn',
        action: 'set',
        value: '2026-03-01',
        rule: 'verifyEmployment.verified',
        because: STAMPED,
      },
      {
        field: 'employmentStatus',
        action: 'set',
        value: 'verified',
        rule: 'verifyEmployment.verified',
        because: STAMPED,
      },
    ],
    patches: [
      {
        crm: 'hubspot',
        requestId: SUBMISSION.requestId,
        version: '2026-03-01T09:01:07.842000Z',
        input: {
          id: '88213',
          properties: {
            mobilephone: '+17025550100',
            jobtitle: 'Head of Routing',
            modigie_verified_on: '2026-03-01',
            modigie_employment_status: 'verified',
          },
        },
      },
    ],
  },
  reason: null,
} satisfies z.input<typeof DigestedSchema>;
