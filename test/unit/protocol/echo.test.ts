import { describe, expect, it } from 'vitest';
import { ownerOf } from '../../../shared/protocol/echo.ts';

const SENT = {
  person: { firstName: 'Ingrid', lastName: 'Lindqvist', middleNames: null },
  emailAddresses: [
    { emailAddress: { userFormat: 'ingrid.l@hollander-freight.example' }, rels: ['business'] },
  ],
};
const owner = (payload: unknown, sent: object = SENT) =>
  ownerOf(JSON.stringify(sent), JSON.stringify({ id: 'lead-1', payload }));

describe('an answer is about our job', () => {
  it('when its payload is ours', () => {
    expect(owner(SENT)).toBe('ours');
  });

  it('when its payload is ours, enriched', () => {
    const [address] = SENT.emailAddresses;
    const enriched = {
      ...SENT,
      person: { ...SENT.person, source: { objectSystem: 'modigie' } },
      emailAddresses: [
        { emailAddress: { userFormat: 'new@hollander-freight.example' } },
        { ...address, id: 7 },
      ],
      phoneNumbers: [{ phoneNumber: { userFormat: '+1 555 0100' } }],
    };
    expect(owner(enriched)).toBe('ours');
  });

  it('when its LinkedIn URL was replaced', () => {
    const sent = { ...SENT, urls: [{ url: { userFormat: 'linkedin.com/in/old' }, rels: ['linkedInUser'] }] };
    expect(owner({ ...SENT, urls: [{ url: { userFormat: 'linkedin.com/in/new' } }] }, sent)).toBe('ours');
  });

  it.each([
    ['null that comes back absent', { a: null }, {}],
    ['null that comes back with a value', { a: null }, { a: 1 }],
    ['an empty list', { a: [] }, { a: [1] }],
    ['an empty list that comes back absent', { a: [] }, {}],
    ['an empty object that comes back absent', { a: {} }, {}],
    ['an empty object', { a: {} }, { a: { b: 1 } }],
  ])('with %s', (_what, sent, answered) => {
    expect(owner(answered, sent)).toBe('ours');
  });
});

describe("an answer is about another system's job", () => {
  it.each([
    ['another name', { ...SENT, person: { ...SENT.person, firstName: 'Bob' } }],
    ['no name', { ...SENT, person: { lastName: 'Lindqvist' } }],
    ['another address', { ...SENT, emailAddresses: [{ emailAddress: { userFormat: 'x@y.example' } }] }],
    ['no addresses', { person: SENT.person }],
    ['an object in place of a list', { ...SENT, emailAddresses: {} }],
    ['a text in place of an object', { ...SENT, person: 'Ingrid Lindqvist' }],
    ['a list in place of all', []],
  ])('with %s', (_what, payload) => {
    expect(owner(payload)).toBe('other');
  });
});

describe('nobody knows whose job an answer is about', () => {
  it.each([
    ['without a payload', '{"id":"lead-1"}'],
    ['with a payload that is null', '{"payload":null}'],
    ['whose JobV2 was purged', null],
  ])('%s', (_what, job) => {
    expect(ownerOf(JSON.stringify(SENT), job)).toBe('unknown');
  });

  it('when the request was purged', () => {
    expect(ownerOf(null, JSON.stringify({ payload: SENT }))).toBe('unknown');
  });
});
