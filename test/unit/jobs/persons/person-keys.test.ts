import { describe, expect, it } from 'vitest';
import { identifierOf } from '../../../../shared/jobs/persons/identifier.ts';
import { identifiersIn } from '../../../../shared/jobs/persons/identifiers-in.ts';
import type { Pepper } from '../../../../shared/jobs/persons/peppers.ts';
import { isAbout, keysToFind, personKeysOf } from '../../../../shared/jobs/persons/person-keys.ts';
import { withoutText } from '../../../../shared/jobs/records.ts';
import { answerBody, PAYLOAD, publishedRecord } from '../../../fixtures.ts';
import { given } from '../given.ts';
import { answered, answeredRecord } from '../samples.ts';

const NEW: Pepper = { version: '2', secret: 'n'.repeat(40) };
const OLD: Pepper = { version: '1', secret: 'o'.repeat(40) };
const SENT = {
  ...PAYLOAD,
  emailAddresses: [{ emailAddress: { userFormat: 'Ingrid@Hollander.example' } }],
  urls: [
    { url: { userFormat: 'https://www.linkedin.com/in/ingrid-l/' } },
    { url: { userFormat: 'https://hollander.example' } },
  ],
};
const FOUND = {
  ...SENT,
  phoneNumbers: [{ phoneNumber: { userFormat: '070 555', e164Format: '+46705550100', normalFormat: null } }],
};
const sent = () => ({ ...publishedRecord(), payload: JSON.stringify(SENT) });
const completed = () => given(sent()).when(answered({ payload: FOUND })).record;
const email = identifierOf('email', 'ingrid@hollander.example');
const phone = identifierOf('phone', '+46 70 555 01 00');
const found = [email, phone].flatMap((one) => one ?? []);

describe('the identifiers of a record', () => {
  it('are those that were sent, and those that Modigie found, each once', () => {
    expect(identifiersIn(completed()).map(({ kind, value }) => `${kind} ${value}`)).toEqual([
      'email ingrid@hollander.example',
      'linkedIn in/ingrid-l',
      'phone +46705550100',
    ]);
  });

  it('are none where there is no text, or text that is nothing of the kind', () => {
    expect(identifiersIn(withoutText(completed()))).toEqual([]);
    for (const payload of [
      'null',
      '[]',
      '{',
      '{"emailAddresses":{"a":1},"urls":[null,7,{"url":null},{"url":{"userFormat":7}}]}',
    ])
      expect(identifiersIn({ payload, answer: null, reused: null })).toEqual([]);
    expect(
      identifiersIn({
        payload: null,
        answer: { ...answeredRecord('failed').answer, job: '[1' } as never,
        reused: null,
      }),
    ).toEqual([]);
  });

  it('are bounded, whatever an answer holds', () => {
    const many = Array.from({ length: 900 }, (_, i) => ({ emailAddress: { userFormat: `p${i}@x.example` } }));
    expect(
      identifiersIn({ payload: JSON.stringify({ emailAddresses: many }), answer: null, reused: null }),
    ).toHaveLength(200);
  });
});

describe('the keys of a record', () => {
  it('are keyed with the present pepper, whose version they begin with, and 22 characters long', () => {
    const keys = personKeysOf(completed(), [NEW, OLD]);
    expect(keys).toHaveLength(3);
    for (const key of keys) expect(key).toMatch(/^2:[\w-]{22}$/);
  });

  it('tell nothing of the person, and differ by pepper and by kind', () => {
    const keys = new Set([...personKeysOf(completed(), [NEW]), ...personKeysOf(completed(), [OLD])]);
    expect(keys.size).toBe(6);
    expect([...keys].join()).not.toMatch(/ingrid|hollander|705550100/i);
  });

  it('are none without a pepper, and none once the text is gone', () => {
    expect(personKeysOf(completed(), [])).toEqual([]);
    expect(personKeysOf(withoutText(completed()), [NEW])).toEqual([]);
  });
});

describe('a person', () => {
  it('is found with the present pepper and with those before it', () => {
    const keys = keysToFind(found, [NEW, OLD]);
    expect(keys).toHaveLength(4);
    for (const pepper of [NEW, OLD])
      expect(personKeysOf(completed(), [pepper]).some((key) => keys.includes(key))).toBe(true);
  });

  it('is whom a record is about, by whichever of its keys', () => {
    const keys = new Set<string>(keysToFind(found, [OLD]));
    expect(isAbout(completed(), keys, [NEW, OLD])).toBe(true);
    expect(isAbout(sent(), keys, [NEW, OLD])).toBe(true);
    expect(isAbout(sent(), new Set([...keysToFind(found.slice(1), [NEW, OLD])]), [NEW, OLD])).toBe(false);
    expect(isAbout(completed(), keys, [NEW])).toBe(false);
    expect(isAbout(publishedRecord(), keys, [NEW, OLD])).toBe(false);
    expect(answerBody()).not.toContain('@');
  });
});
