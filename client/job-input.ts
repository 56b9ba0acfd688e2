/** Jobs as they are submitted. Held to the schemas of shared/api by test/unit/client/types.test.ts. */

/** The job types that are known so far; a gateway may have more. */
export type JobType =
  | 'enrichMobile'
  | 'enrichLinkedIn'
  | 'verifyEmployment'
  | 'verifyEmploymentHygiene'
  | 'verifyMobile'
  | (string & {});

/**
 * One job to be requested of Modigie.
 * @example
 * const submission: Submission = {
 *   requestId: 'contact-88213_enrichMobile_1',
 *   jobType: 'enrichMobile',
 *   payload: {
 *     person: { firstName: 'Ingrid', lastName: 'Lindqvist' },
 *     employment: { company: { title: 'Hollander Freight' } },
 *   },
 * };
 */
export interface Submission {
  /**
   * Names the job for good: the same submission under the same request ID is requested once, however often it
   * is sent. Letters, digits and `. _ ~ -`, at most 128. Left out, the gateway makes one of the content:
   * equal content is one job.
   */
  requestId?: string | undefined;
  jobType: JobType;
  payload: Payload;
  /** 0 to 100; a greater value is dispatched first. Modigie takes 50 when there is none. */
  priority?: number | null | undefined;
  /**
   * Cancels the job if it is still queued after that long: an ISO 8601 duration in days, hours, minutes and
   * seconds, from 1 day to 30 days, such as `P3D`.
   */
  expireAfter?: string | null | undefined;
  /**
   * Whether the answer to an earlier job about the same person may serve this one, where the gateway does
   * that for its job type: `never`, or if that answer is at most so many days old, such as `P7D`. Left out,
   * as the gateway is configured. It is no part of what makes two submissions the same.
   */
  reuse?: 'never' | (string & {}) | null | undefined;
}

/** Whom a job is about. The job type says what of it is required. */
export interface Payload {
  person?: Person | null | undefined;
  employment?: Employment | null | undefined;
  emailAddresses?: EmailAddress[] | null | undefined;
  phoneNumbers?: PhoneNumber[] | null | undefined;
  urls?: Url[] | null | undefined;
  /** Come back with every answer, and jobs are found by them. */
  tags?: Tag[] | null | undefined;
}

export interface Person {
  firstName?: string | null | undefined;
  middleNames?: string | null | undefined;
  lastName?: string | null | undefined;
  source?: Source | null | undefined;
}

export interface Employment {
  company?: Title | null | undefined;
  position?: Title | null | undefined;
}

export interface Title {
  title: string;
  source?: Source | null | undefined;
}

export interface EmailAddress {
  emailAddress: { userFormat: string };
  rels?: ('business' | 'personal' | 'sms' | 'other')[] | null | undefined;
  source?: Source | null | undefined;
}

export interface PhoneNumber {
  phoneNumber: { userFormat: string };
  rels?: ('business' | 'personal' | 'other')[] | null | undefined;
  source?: Source | null | undefined;
}

export interface Url {
  url: { userFormat: string };
  /** `linkedInUser` for the profile of the person. */
  rels?: ('linkedInUser' | (string & {}))[] | null | undefined;
  source?: Source | null | undefined;
}

/** Which of your records a value came from; returned as it was. */
export interface Source {
  objectSystem?: string | null | undefined;
  objectType?: string | null | undefined;
  objectId?: string | null | undefined;
  propertyName?: string | null | undefined;
}

export interface Tag {
  /** At most 256 characters. */
  name: string;
  /** At most 1024 characters. */
  value: string;
}
