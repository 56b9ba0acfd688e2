/** A submission: one job as a company hands it in, by HTTP or on its own topic. */

import { parse, toSeconds } from 'iso8601-duration';
import * as z from 'zod';
import { intWithin } from '../protocol/int-within.ts';
import { MAX_DATA_BYTES } from '../protocol/max-data-bytes.ts';
import { CarriableText, PayloadSchema } from '../protocol/payload.ts';
import { RequestIdSchema } from '../protocol/request-id.ts';

const DAY_SECONDS = 86_400;
const LONGEST_EXPIRY_DAYS = 30;

/**
 * Days, hours, minutes and seconds, of which one at least is given. Months and years have no fixed length
 * (docs/protocol.md §6.2). Written without lookaround, for it stands in the OpenAPI document: RE2 takes none.
 */
const FIXED_DURATION =
  /^P(?:\d{1,6}D|(?:\d{1,6}D)?T(?:\d{1,6}H(?:\d{1,6}M)?(?:\d{1,7}S)?|\d{1,6}M(?:\d{1,7}S)?|\d{1,7}S))$/;

export const ExpireAfterSchema = z
  .string()
  .regex(
    FIXED_DURATION,
    'must be an ISO 8601 duration in days, hours, minutes or seconds, such as P3D or PT36H',
  )
  .refine((text) => !FIXED_DURATION.test(text) || isWithinBounds(text), 'must lie between 1 day and 30 days')
  .meta({
    description:
      'Cancels the job if it is still queued after that long: an ISO 8601 duration in days, hours, minutes ' +
      'and seconds, from 1 day to 30 days.',
  });

export const PrioritySchema = intWithin(0, 100).meta({
  description: 'A greater value is dispatched first. Modigie takes 50 when there is none.',
});

/** Days alone: an answer is as fresh as the day it came. */
const ReuseSchema = z
  .string()
  .regex(/^(?:never|P\d{1,4}D)$/, 'must be never, or so many days as an ISO 8601 duration, such as P7D')
  .meta({
    description:
      'Whether the answer to an earlier job about the same person may serve this one, where the gateway does ' +
      'that for its job type: never, or if that answer is at most so old, such as P7D. Left out, as the gateway ' +
      'is configured; never longer than that. It is no part of what makes two submissions the same.',
    examples: ['never', 'P7D'],
  });

const REQUEST_ID =
  'Names the job for good, so that submitting it again requests nothing twice. Not ".", "..", nor beginning ' +
  'and ending with "__", nor ending in "~" and digits, as the gateway\'s own retries do. Left out, it ' +
  'follows from the content, "c-" and 64 hexadecimal digits: equal content is one job.';

export const SubmissionSchema = z
  .strictObject({
    requestId: RequestIdSchema.optional().meta({ description: REQUEST_ID }),
    jobType: CarriableText.min(1, 'must not be empty')
      .max(100, 'must have at most 100 characters')
      .meta({ description: 'One of those that this gateway is configured with, such as enrichMobile.' }),
    payload: PayloadSchema.meta({
      id: 'Payload',
      description:
        "Modigie's payload. The job type says what of it is required. The request that is made of it has " +
        `at most ${MAX_DATA_BYTES.toLocaleString('en-US')} bytes.`,
    }),
    priority: PrioritySchema.nullable().optional(),
    expireAfter: ExpireAfterSchema.nullable().optional(),
    reuse: ReuseSchema.nullable().optional(),
  })
  .meta({ id: 'Submission', description: 'One job as a company hands it in.' });

function isWithinBounds(text: string): boolean {
  const seconds = toSeconds(parse(text));
  return seconds >= DAY_SECONDS && seconds <= LONGEST_EXPIRY_DAYS * DAY_SECONDS;
}
