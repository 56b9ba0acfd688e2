import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  KNOWN_JOB_TYPES,
  MEMBERS_OF,
  missingInput,
  type Requirements,
  RequirementsSchema,
  requirementsOf,
  TASKS,
  tasksOf,
} from '../../../shared/protocol/job-types.ts';

const person = { firstName: 'Ann', lastName: 'Lee' };
const employment = { company: { title: 'Acme' } };
const emailAddresses = [{ emailAddress: { userFormat: 'ann@acme.example' }, rels: ['business'] }];
const phoneNumbers = [{ phoneNumber: { userFormat: '+1 303-555-0142' } }];
const urls = [{ url: { userFormat: 'https://www.linkedin.com/in/ann-lee' } }];

const missing = (jobType: string, payload: unknown) =>
  missingInput(requirementsOf(jobType), payload, '/payload').map(({ pointer }) => pointer);

describe('required input (docs/protocol.md §2.6)', () => {
  it.each([
    ['enrichMobile', { person, employment }],
    ['enrichLinkedIn', { person, employment, emailAddresses }],
    ['verifyEmployment', { person, employment }],
    ['verifyEmployment', { urls, employment }],
    ['verifyEmploymentHygiene', { person, employment }],
    ['verifyEmploymentHygiene', { urls, employment }],
    ['verifyMobile', { person, phoneNumbers }],
    ['somethingNew', {}],
  ])('%s is content with %o', (jobType, payload) => {
    expect(missing(jobType, payload)).toEqual([]);
  });

  const NAMES = ['/payload/person/firstName', '/payload/person/lastName'];
  const COMPANY = '/payload/employment/company/title';
  it.each([
    ['enrichMobile', {}, [...NAMES, COMPANY]],
    ['enrichLinkedIn', {}, [...NAMES, '/payload/emailAddresses', COMPANY]],
    ['enrichLinkedIn', { person, employment, urls }, ['/payload/emailAddresses']],
    ['verifyEmployment', {}, ['/payload/person/firstName', COMPANY]],
    ['verifyEmployment', { person: { firstName: 'Ann' }, employment }, ['/payload/person/lastName']],
    ['verifyEmployment', { person: { lastName: 'Lee' }, employment }, ['/payload/person/firstName']],
    ['verifyEmployment', { urls }, [COMPANY]],
    ['verifyMobile', { person, employment }, ['/payload/phoneNumbers']],
    [
      'enrichMobile',
      { person: { firstName: ' ', lastName: '\t' }, employment: { company: { title: '' } } },
      [...NAMES, COMPANY],
    ],
    ['enrichMobile', { person: { firstName: 7, lastName: null }, employment: [] }, [...NAMES, COMPANY]],
    ['enrichMobile', null, [...NAMES, COMPANY]],
    ['enrichMobile', 'text', [...NAMES, COMPANY]],
  ])('%s misses of %o: %j', (jobType, payload, pointers) => {
    expect(missing(jobType, payload)).toEqual(pointers);
  });

  it.each([
    [
      'enrichLinkedIn',
      'emailAddresses',
      [
        [],
        [{}],
        [null],
        [7],
        [{ emailAddress: { userFormat: ' ' } }],
        [{ userFormat: 'ann@acme.example' }],
        'x',
        {},
      ],
    ],
    [
      'verifyMobile',
      'phoneNumbers',
      [[], [{}], [{ phoneNumber: {} }], [{ phoneNumber: { userFormat: '' } }], null],
    ],
    [
      'verifyEmployment',
      'urls',
      [
        [],
        [{}],
        [{ url: {} }],
        [{ url: { userFormat: 7 } }],
        [{ url: { userFormat: 'https://acme.example/in/ann-lee' } }],
      ],
    ],
  ])('%s takes no %s for given that is none', (jobType, member, values) => {
    for (const value of values)
      expect(
        missing(jobType, { employment, ...(member !== 'urls' && { person }), [member]: value }),
      ).toHaveLength(1);
  });

  it('one of several entries is enough', () => {
    expect(
      missing('enrichLinkedIn', { person, employment, emailAddresses: [null, ...emailAddresses] }),
    ).toEqual([]);
  });

  it('a business e-mail is one whose rels say so', () => {
    const requirements: Requirements = ['businessEmail'];
    expect(missingInput(requirements, { emailAddresses })).toEqual([]);
    for (const rels of [undefined, null, [], ['personal'], 'business'])
      expect(
        missingInput(requirements, {
          emailAddresses: [{ emailAddress: { userFormat: 'a@b.example' }, rels }],
        }),
      ).toHaveLength(1);
    expect(
      missingInput(requirements, {
        emailAddresses: [{ emailAddress: { userFormat: '' }, rels: ['business'] }],
      }),
    ).toHaveLength(1);
  });

  it.each([
    ['firstName', '/person/firstName', 'person.firstName'],
    ['lastName', '/person/lastName', 'person.lastName'],
    ['company', '/employment/company/title', 'employment.company.title'],
    ['email', '/emailAddresses', 'an entry of emailAddresses with emailAddress.userFormat'],
    [
      'businessEmail',
      '/emailAddresses',
      'an entry of emailAddresses with the rel business and emailAddress.userFormat',
    ],
    ['phone', '/phoneNumbers', 'an entry of phoneNumbers with phoneNumber.userFormat'],
    ['linkedInUrl', '/urls', 'an entry of urls with a LinkedIn profile in url.userFormat'],
  ] as const)('says where %s is given, in the members of the payload', (field, pointer, members) => {
    expect(missingInput([field], {})).toEqual([
      { pointer, detail: `is required by this job type: give ${members}, not blank` },
    ]);
    expect(MEMBERS_OF[field]).toBe(members);
  });

  it('says what to give of alternatives', () => {
    expect(missingInput(requirementsOf('verifyEmployment'), { employment })).toEqual([
      {
        pointer: '/person/firstName',
        detail:
          'is required by this job type: give person.firstName and person.lastName, or an entry of urls with ' +
          'a LinkedIn profile in url.userFormat, not blank',
      },
    ]);
  });
});

describe('requirements of a company', () => {
  it.each([
    [[]],
    [['phone', 'company']],
    [[{ anyOf: [['firstName', 'lastName'], ['linkedInUrl']] }]],
  ])('may be %j', (requirements) => {
    expect(RequirementsSchema.safeParse(requirements).success).toBe(true);
  });

  it.each([
    [['shoeSize']],
    [[{ anyOf: [] }]],
    [[{ anyOf: [[]] }]],
    [[{ anyOf: [['phone']], all: true }]],
    ['phone'],
    [[{}]],
  ])('may not be %j', (requirements) => {
    expect(RequirementsSchema.safeParse(requirements).success).toBe(false);
  });
});

describe('the published job types', () => {
  const protocol = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'protocol.md'), 'utf8');
  /** The rows of a section's table, without its header; a blank first cell repeats the one above it. */
  const rowsOf = (section: string) => {
    const text = protocol.split(/^#+ /m).find((part) => part.startsWith(`${section} `)) ?? '';
    const rows = [...text.matchAll(/^\| .*$/gm)].map(([row]) => row.split('|').slice(1, -1));
    let name = '';
    return rows.slice(1).map(([first = '', ...cells]) => {
      name = first.trim() === '' ? name : first;
      return [name, ...cells];
    });
  };
  const quotedIn = (cell: string | undefined) =>
    [...(cell ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name);

  it('are those of docs/protocol.md §2.6, with their tasks', () => {
    const documented = rowsOf('2.6').map(
      ([type, , , tasks]) => [quotedIn(type)[0], quotedIn(tasks)] as const,
    );
    expect(documented.toSorted()).toEqual(
      [...KNOWN_JOB_TYPES].map(([name, { tasks }]) => [name, tasks]).toSorted(),
    );
  });

  it('have tasks whose codes are those of docs/protocol.md §5.3', () => {
    const documented = Map.groupBy(rowsOf('5.3'), ([task]) => quotedIn(task)[0]);
    expect(
      Object.fromEntries(
        [...documented].map(([task, rows]) => [
          task,
          rows.flatMap(([, codes]) => quotedIn(codes)).toSorted(),
        ]),
      ),
    ).toEqual(Object.fromEntries(Object.entries(TASKS).map(([task, codes]) => [task, codes.toSorted()])));
  });

  it.each([
    'telepathy',
    'constructor',
    '',
  ])('are not all there may be: %j requires and performs nothing', (name) => {
    expect([requirementsOf(name), tasksOf(name)]).toEqual([[], []]);
  });
});
