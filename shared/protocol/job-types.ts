/**
 * What each job type needs before it is worth sending (protocol.md §2; protocol/modigie-pubsub.md §7, C9 and
 * C10). A job type is configuration: `requirementsOf` takes the company's own table first, and a type without
 * an entry requires nothing.
 */
import * as z from 'zod';
import { filled, list, text } from './json-path.ts';
import { isLinkedInUserUrl } from './linkedin.ts';

/**
 * Each field a job type can require: where it is reported missing, and whether a payload of any shape gives
 * it.
 */
const FIELDS = {
  firstName: { pointer: '/person/firstName', given: (p: unknown) => filled(p, 'person', 'firstName') },
  lastName: { pointer: '/person/lastName', given: (p: unknown) => filled(p, 'person', 'lastName') },
  company: {
    pointer: '/employment/company/title',
    given: (p: unknown) => filled(p, 'employment', 'company', 'title'),
  },
  email: { pointer: '/emailAddresses', given: (p: unknown) => list(p, 'emailAddresses').some(hasEmail) },
  businessEmail: {
    pointer: '/emailAddresses',
    given: (p: unknown) =>
      list(p, 'emailAddresses').some((e) => hasEmail(e) && list(e, 'rels').includes('business')),
  },
  phone: {
    pointer: '/phoneNumbers',
    given: (p: unknown) => list(p, 'phoneNumbers').some((n) => filled(n, 'phoneNumber', 'userFormat')),
  },
  linkedInUrl: { pointer: '/urls', given: (p: unknown) => list(p, 'urls').some(hasLinkedInUser) },
} as const;

export type RequiredField = keyof typeof FIELDS;

const FieldSchema = z.enum(Object.keys(FIELDS) as [RequiredField, ...RequiredField[]]);

/** A list of conditions that must all hold: a field, or alternatives of which one has to be complete. */
export const RequirementsSchema = z.array(
  z.union([FieldSchema, z.strictObject({ anyOf: z.array(z.array(FieldSchema).min(1)).min(1) })]),
);
export type Requirements = z.infer<typeof RequirementsSchema>;

const NAMES: RequiredField[] = ['firstName', 'lastName'];
const EMPLOYMENT: Requirements = [{ anyOf: [NAMES, ['linkedInUrl']] }, 'company'];

/** The published job types. */
export const KNOWN_JOB_TYPES: Readonly<Record<string, Requirements>> = {
  enrichMobile: [...NAMES, 'company'],
  enrichLinkedIn: [...NAMES, 'email', 'company'],
  verifyEmployment: EMPLOYMENT,
  verifyEmploymentHygiene: EMPLOYMENT,
  verifyMobile: [...NAMES, 'phone'],
};

/** Required input that a payload lacks: where it belongs (RFC 6901 JSON Pointer), and what to give. */
export interface MissingInput {
  readonly pointer: string;
  readonly detail: string;
}

/**
 * @param payload a payload of any shape: what is malformed counts as not given
 * @returns what is missing, as pointers below `base`; empty when the payload has all its job type needs.
 */
export function missingInput(requirements: Requirements, payload: unknown, base = ''): MissingInput[] {
  return requirements.flatMap((requirement) => {
    const alternatives = typeof requirement === 'string' ? [[requirement]] : requirement.anyOf;
    if (alternatives.some((fields) => fields.every((field) => FIELDS[field].given(payload)))) return [];
    return [missing(alternatives, payload, base)];
  });
}

function missing(alternatives: RequiredField[][], payload: unknown, base: string): MissingInput {
  const absent = alternatives[0]?.find((field) => !FIELDS[field].given(payload)) ?? 'firstName';
  const detail =
    alternatives.length === 1
      ? `is required by this job type: give a ${absent} that is not blank`
      : `is required by this job type: give ${alternatives.map((fields) => fields.join(' and ')).join(', or ')}`;
  return { pointer: base + FIELDS[absent].pointer, detail };
}

function hasEmail(entry: unknown): boolean {
  return filled(entry, 'emailAddress', 'userFormat');
}

function hasLinkedInUser(entry: unknown): boolean {
  return isLinkedInUserUrl(text(entry, 'url', 'userFormat'));
}
