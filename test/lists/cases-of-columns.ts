/** Headers as people and their programs write them, IDs, and columns that have our names. */
import { ANN, BOB, HEADER, type ListCase, lines } from './list-case.ts';

const one = (header: string, row = 'A1,Ann,Lee,Beta'): string => lines(header, row);

export const HEADERS: readonly ListCase[] = [
  { name: 'with spaces', list: one('Id,First Name,Last Name,Company'), sent: [ANN] },
  { name: 'in small letters', list: one('id,firstname,lastname,company'), sent: [ANN] },
  { name: 'with underscores', list: one('id,first_name,last_name,company'), sent: [ANN] },
  { name: 'in capitals, with hyphens', list: one('ID,FIRST-NAME,LAST-NAME,COMPANY'), sent: [ANN] },
  {
    name: 'in quotes, with a byte order mark inside',
    list: one('\uFEFF"id","firstName","lastName","company"'),
    sent: [ANN],
  },
  {
    name: 'with invisible characters',
    list: one('id,first\u200BName,last\u00A0name,comp\u00ADany'),
    sent: [ANN],
  },
  { name: 'in other words', list: one('id,Given Name,Surname,Company Name'), sent: [ANN] },
  {
    name: 'with line breaks in its names',
    list: lines('id,"First', 'name","Last', 'name",Company', 'A1,Ann,Lee,Beta'),
    sent: [ANN],
  },
  {
    name: 'with a foreign name of many commas, between semicolons',
    list: lines('id;firstName;lastName;company;a, b, c, d, e, f', 'A1;Ann;Lee;Beta;x'),
    sent: [ANN],
  },
  {
    name: 'behind notes',
    list: lines('Exported on Monday', '', HEADER, 'A1,Ann,Lee,Beta'),
    sent: [ANN],
    notes: /header is on line 3/,
  },
  {
    name: 'that lacks a column',
    list: one('id,firstName,lastName,employer'),
    refused: /lacks the column company\. Its header has id, firstName, lastName, employer\..*--map company=/,
  },
  {
    name: 'that is not there',
    list: one('A1,Ann,Lee,Beta', 'A2,Bob,Ray,Acme'),
    refused: /lacks the columns/,
  },
];

export const EXPORTS: readonly ListCase[] = [
  {
    name: 'HubSpot',
    list: lines(
      '\uFEFF"Record ID","First Name","Last Name","Email","Phone Number","Lead Status","Company Name","Job Title"',
      '"51","Ann","Lee","ann@beta.example","+1 555 0101","","Beta","VP"',
    ),
    sent: [ANN],
    notes: /HubSpot/,
  },
  {
    name: 'Salesforce, a report',
    list: lines(
      '"LEAD ID","FIRST NAME","LAST NAME","TITLE","COMPANY / ACCOUNT","EMAIL","STATUS"',
      '"00Q5e00000ABCde","Ann","Lee","VP","Beta","ann@beta.example","Open"',
    ),
    sent: [ANN],
    carried: { column: 'STATUS', cells: ['Open'] },
    notes: /Salesforce/,
  },
  {
    name: 'Salesforce, the API',
    list: lines(
      'Id,FirstName,LastName,Title,Company,Email,MobilePhone',
      '00Q5,Ann,Lee,VP,Beta,ann@beta.example,',
    ),
    sent: [ANN],
    notes: /Salesforce/,
  },
  {
    name: 'LinkedIn connections',
    list: lines(
      'Notes:',
      '"When exporting your connection data, some addresses may be missing."',
      '',
      'First Name,Last Name,URL,Email Address,Company,Position,Connected On',
      'Ann,Lee,https://www.linkedin.com/in/ann-lee,,Beta,VP,01 Mar 2024',
    ),
    sent: [ANN],
    notes: /LinkedIn connections/,
  },
  {
    name: 'Google Contacts',
    list: lines(
      'First Name,Last Name,Organization Name,Organization Title,E-mail 1 - Value,Phone 1 - Value,Website 1 - Value',
      'Ann,Lee,Beta,VP,ann@beta.example,+1 555 0101,https://beta.example',
    ),
    sent: [ANN],
    notes: /Google Contacts/,
  },
  {
    name: 'Outlook',
    list: lines(
      'Title,First Name,Middle Name,Last Name,Company,Job Title,E-mail Address,Mobile Phone,Web Page',
      'Dr.,Ann,,Lee,Beta,VP,ann@beta.example,,',
    ),
    sent: [ANN],
    notes: /Outlook/,
  },
];

export const IDS: readonly ListCase[] = [
  {
    name: 'none at all',
    list: lines('firstName,lastName,company', 'Ann,Lee,Beta', 'Bob,Ray,Acme'),
    sent: [ANN, BOB],
  },
  { name: 'e-mail addresses', list: one(HEADER, 'ann@beta.example,Ann,Lee,Beta'), sent: [ANN] },
  {
    name: 'a GUID in braces',
    list: one(HEADER, '{6F9619FF-8B86-D011-B42D-00CF4FC964FF},Ann,Lee,Beta'),
    sent: [ANN],
  },
  {
    name: 'beyond the length of a request ID',
    list: one(HEADER, `${'x'.repeat(300)},Ann,Lee,Beta`),
    sent: [ANN],
  },
  { name: 'of another alphabet', list: one(HEADER, 'Müller Ünal 7/8,Ann,Lee,Beta'), sent: [ANN] },
  {
    name: 'blank',
    list: lines(HEADER, ',Ann,Lee,Beta', 'A2,Bob,Ray,Acme'),
    sent: [BOB],
    notSent: ['line 2: id is blank'],
  },
  {
    name: 'used twice for different people',
    list: lines(HEADER, 'A1,Ann,Lee,Beta', 'A1,Bob,Ray,Acme'),
    sent: [ANN],
    notSent: ['line 3: id was used before with other values'],
  },
];

export const OUR_NAMES: readonly ListCase[] = [
  {
    name: 'a status and a mobile of their own',
    list: lines(`${HEADER},status,mobile`, 'A1,Ann,Lee,Beta,Open,+1 555 0101', 'A2,Bob,Ray,Acme,Working,'),
    sent: [ANN, BOB],
    carried: { column: 'status', cells: ['Open', 'Working'] },
  },
  {
    name: 'a reason of their own',
    list: lines(`${HEADER},reason`, 'A1,Ann,Lee,Beta,met at a fair'),
    sent: [ANN],
    carried: { column: 'reason', cells: ['met at a fair'] },
  },
  {
    name: 'results of an earlier round',
    list: lines(`${HEADER},requestId,status,attempts,reason`, 'A1,Ann,Lee,Beta,A1_enrichMobile_1,failed,3,x'),
    sent: [ANN],
  },
  {
    name: 'rejects of an earlier round, corrected',
    list: lines(`${HEADER},modigie_reason`, 'A1,Ann,Lee,Beta,line 2: firstName is required'),
    sent: [ANN],
  },
  {
    name: 'a request ID of their own',
    list: lines(`${HEADER},requestId`, 'A1,Ann,Lee,Beta,R-17'),
    sent: [ANN],
    carried: { column: 'requestId', cells: ['R-17'] },
  },
];
