import type { RequiredField } from '../../shared/protocol/job-types.ts';

/** The columns that are read, in the order of the help; any other is carried through. */
export const INPUT_COLUMNS = [
  'id',
  'firstName',
  'middleNames',
  'lastName',
  'email',
  'company',
  'position',
  'linkedInUrl',
  'phone',
  'tags',
] as const;
export type InputColumn = (typeof INPUT_COLUMNS)[number];

/** The column that gives each field a job type can require. */
export const COLUMN_OF: Readonly<Record<RequiredField, InputColumn>> = {
  firstName: 'firstName',
  lastName: 'lastName',
  company: 'company',
  email: 'email',
  businessEmail: 'email',
  phone: 'phone',
  linkedInUrl: 'linkedInUrl',
};
