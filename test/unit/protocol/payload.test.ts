import { describe, expect, it } from 'vitest';
import { PayloadSchema } from '../../../shared/protocol/payload.ts';

const SOURCE = { objectSystem: 'crm', objectType: 'Lead', objectId: '7', propertyName: 'name' };
const FULL = {
  person: { firstName: 'O', middleNames: 'J.', lastName: 'Ruiz', source: SOURCE },
  employment: { company: { title: 'Acme', source: SOURCE }, position: { title: 'Buyer', source: SOURCE } },
  emailAddresses: [
    {
      emailAddress: { userFormat: 'o@acme.example' },
      rels: ['business', 'personal', 'sms', 'other'],
      source: SOURCE,
    },
  ],
  phoneNumbers: [
    {
      phoneNumber: { userFormat: '+1 303-555-0142' },
      rels: ['business', 'personal', 'other'],
      source: SOURCE,
    },
  ],
  urls: [
    {
      url: { userFormat: 'https://linkedin.com/in/oruiz' },
      rels: ['linkedInUser', 'anything'],
      source: SOURCE,
    },
  ],
  tags: [{ name: 'team', value: 'emea' }],
};

/** `pointer: what is wrong` of each issue. */
const problemsOf = (payload: unknown) =>
  PayloadSchema.safeParse(payload).error?.issues.map((issue) => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
    return `/${[...issue.path, ...keys].join('/')}: ${issue.code === 'unrecognized_keys' ? 'unknown' : issue.code === 'invalid_type' ? issue.expected : issue.message}`;
  }) ?? [];

/** A copy of the full payload in which one place holds something else. */
function withAt(path: readonly (string | number)[], value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(FULL));
  // biome-ignore lint/suspicious/noExplicitAny: walks a payload of any shape.
  const holder = path.slice(0, -1).reduce<any>((inner, key) => inner[key], copy);
  holder[path.at(-1) ?? ''] = value;
  return copy;
}

describe('a payload', () => {
  it('may have everything that Modigie publishes, and is passed on as it is', () => {
    expect(PayloadSchema.parse(FULL)).toEqual(FULL);
  });

  it('may leave out everything optional, or give null for it', () => {
    expect(problemsOf({})).toEqual([]);
    expect(problemsOf(Object.fromEntries(Object.keys(FULL).map((key) => [key, null])))).toEqual([]);
    expect(
      problemsOf({
        person: { firstName: null, lastName: null, middleNames: null, source: null },
        employment: { company: null, position: null },
      }),
    ).toEqual([]);
    expect(
      problemsOf(
        withAt(['person', 'source'], {
          objectSystem: null,
          objectType: null,
          objectId: null,
          propertyName: null,
        }),
      ),
    ).toEqual([]);
    expect(
      problemsOf({
        emailAddresses: [{ emailAddress: { userFormat: 'x' }, rels: null, source: null }],
        phoneNumbers: [],
        urls: [],
        tags: [],
      }),
    ).toEqual([]);
  });

  it.each([
    [[], 'nickname'],
    [['person'], 'firstname'],
    [['person', 'source'], 'objectID'],
    [['employment'], 'employer'],
    [['employment', 'company'], 'name'],
    [['employment', 'position'], 'verification'],
    [['emailAddresses', 0], 'address'],
    [['emailAddresses', 0, 'emailAddress'], 'normalFormat'],
    [['phoneNumbers', 0], 'phoneType'],
    [['phoneNumbers', 0, 'phoneNumber'], 'e164Format'],
    [['urls', 0], 'link'],
    [['urls', 0, 'url'], 'normalFormat'],
    [['tags', 0], 'color'],
  ] as [(string | number)[], string][])('may not have anything else: at %j', (path, key) => {
    expect(problemsOf(withAt([...path, key], 'x'))).toEqual([`/${[...path, key].join('/')}: unknown`]);
  });

  it.each([
    [['person', 'firstName'], 'string'],
    [['person', 'source', 'objectId'], 'string'],
    [['employment', 'company', 'title'], 'string'],
    [['emailAddresses', 0, 'emailAddress', 'userFormat'], 'string'],
    [['phoneNumbers', 0, 'phoneNumber', 'userFormat'], 'string'],
    [['urls', 0, 'url', 'userFormat'], 'string'],
    [['urls', 0, 'rels', 0], 'string'],
    [['tags', 0, 'value'], 'string'],
    [['emailAddresses'], 'array'],
    [['tags'], 'array'],
    [['person'], 'object'],
  ] as [(string | number)[], string][])('has to have the right kind at %j', (path, kind) => {
    expect(problemsOf(withAt(path, 7))).toEqual([`/${path.join('/')}: ${kind}`]);
  });

  it.each([
    [['employment', 'company'], 'title'],
    [['emailAddresses', 0], 'emailAddress'],
    [['emailAddresses', 0, 'emailAddress'], 'userFormat'],
    [['phoneNumbers', 0], 'phoneNumber'],
    [['phoneNumbers', 0, 'phoneNumber'], 'userFormat'],
    [['urls', 0], 'url'],
    [['urls', 0, 'url'], 'userFormat'],
    [['tags', 0], 'name'],
    [['tags', 0], 'value'],
  ] as [(string | number)[], string][])('may not leave out at %j what names it', (path, key) => {
    expect(problemsOf(withAt([...path, key], undefined))).toHaveLength(1);
  });

  it.each([
    [['emailAddresses', 0, 'rels', 0], 'must be one of business, personal, sms, other'],
    [['phoneNumbers', 0, 'rels', 0], 'must be one of business, personal, other'],
  ] as [(string | number)[], string][])('may not have another rel at %j', (path, why) => {
    expect(problemsOf(withAt(path, 'fax'))).toEqual([`/${path.join('/')}: ${why}`]);
  });

  it('may not have a phone that is an SMS address', () => {
    expect(problemsOf(withAt(['phoneNumbers', 0, 'rels', 0], 'sms'))).toHaveLength(1);
  });

  it.each(['A\0', 'A\uD800', '\uDC00'])('may not have text that cannot travel: %j', (name) => {
    expect(problemsOf(withAt(['person', 'firstName'], name))).toEqual([
      '/person/firstName: must be well-formed Unicode without NUL characters',
    ]);
  });

  it.each([
    ['name', '', 'must not be empty'],
    ['value', '', 'must not be empty'],
    ['name', 'x'.repeat(257), 'must have at most 256 characters'],
    ['value', 'x'.repeat(1025), 'must have at most 1024 characters'],
  ])('may not have a tag whose %s is out of bounds', (member, value, why) => {
    expect(problemsOf(withAt(['tags', 0, member], value))).toEqual([`/tags/0/${member}: ${why}`]);
  });

  it('may have tags as long as Modigie lets them be', () => {
    expect(problemsOf({ tags: [{ name: 'x'.repeat(256), value: 'y'.repeat(1024) }] })).toEqual([]);
  });
});
