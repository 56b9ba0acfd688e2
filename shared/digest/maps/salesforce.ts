/**
 * Fields of a Salesforce Contact and of a Lead, which have the same names. Salesforce has no field for
 * LinkedIn: `LinkedIn_URL__c` is an own one, as all that end in `__c`. Own texts have the length that is the
 * most for a field of type Text.
 */
import type { CrmMap } from './crm-field.ts';

const maxLength = 255;
const DAY = 10;

export const SALESFORCE: CrmMap = {
  mobile: { name: 'MobilePhone', kind: 'text', maxLength: 40 },
  mobileStatus: { name: 'Modigie_Mobile_Status__c', kind: 'code', maxLength, isOwn: true },
  mobileCheckedOn: { name: 'Modigie_Mobile_Checked_On__c', kind: 'day', maxLength: DAY, isOwn: true },
  linkedIn: { name: 'LinkedIn_URL__c', kind: 'text', maxLength, isOwn: true },
  email: { name: 'Email', kind: 'text', maxLength: 80 },
  title: { name: 'Title', kind: 'text', maxLength: 128 },
  verifiedOn: { name: 'Modigie_Verified_On__c', kind: 'day', maxLength: DAY, isOwn: true },
  employmentStatus: { name: 'Modigie_Employment_Status__c', kind: 'code', maxLength, isOwn: true },
  // A month is no date: a Date field would state a day that nobody knows.
  leftOn: { name: 'Modigie_Left_On__c', kind: 'text', maxLength, isOwn: true },
  newCompany: { name: 'Modigie_New_Company__c', kind: 'text', maxLength, isOwn: true },
  newTitle: { name: 'Modigie_New_Title__c', kind: 'text', maxLength, isOwn: true },
};
