/**
 * Properties of a HubSpot contact. A text property takes 65,536 characters. `hs_linkedin_url` is the name
 * that programs of others use; `digest check` tells whether an account has it.
 */
import type { CrmMap } from './crm-field.ts';

const maxLength = 65_536;
const DAY = 10;

export const HUBSPOT: CrmMap = {
  mobile: { name: 'mobilephone', kind: 'text', maxLength },
  mobileStatus: { name: 'modigie_mobile_status', kind: 'code', maxLength, isOwn: true },
  mobileCheckedOn: { name: 'modigie_mobile_checked_on', kind: 'day', maxLength: DAY, isOwn: true },
  linkedIn: { name: 'hs_linkedin_url', kind: 'text', maxLength },
  email: { name: 'email', kind: 'text', maxLength },
  title: { name: 'jobtitle', kind: 'text', maxLength },
  verifiedOn: { name: 'modigie_verified_on', kind: 'day', maxLength: DAY, isOwn: true },
  employmentStatus: { name: 'modigie_employment_status', kind: 'code', maxLength, isOwn: true },
  // A month is no date: a date property would state a day that nobody knows.
  leftOn: { name: 'modigie_left_on', kind: 'text', maxLength, isOwn: true },
  newCompany: { name: 'modigie_new_company', kind: 'text', maxLength, isOwn: true },
  newTitle: { name: 'modigie_new_title', kind: 'text', maxLength, isOwn: true },
};
