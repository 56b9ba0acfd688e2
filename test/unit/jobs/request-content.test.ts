import { describe, expect, it } from 'vitest';
import { fingerprint, type Request } from '../../../shared/jobs/request-content.ts';
import { contentWith, PAYLOAD, REQUEST } from '../../fixtures.ts';

describe('the content of a request', () => {
  it('has the payload as the text that will be sent', () => {
    expect(contentWith({}).payload).toBe(JSON.stringify(PAYLOAD));
  });

  it('has the rest of the request as it is, and its fingerprint', () => {
    const more = { priority: 7, expireAfter: 'P3D' };
    expect(contentWith(more)).toMatchObject({
      jobType: 'enrichMobile',
      ...more,
      fingerprint: fingerprint({ ...REQUEST, ...more }),
    });
  });

  it.each([
    [undefined, []],
    [null, []],
    [[], []],
    [
      [
        { name: 'team', value: 'emea' },
        { name: 'a=b', value: '' },
      ],
      ['team=emea', 'a=b='],
    ],
  ])('has its tags lifted out: %j', (tags, expected) => {
    const payload = { ...PAYLOAD, ...(tags !== undefined && { tags }) };
    expect(contentWith({ payload }).tags).toEqual(expected);
  });
});

describe('a fingerprint', () => {
  const of = (more: Partial<Request>) => fingerprint({ ...REQUEST, ...more });

  it('is 64 hexadecimal digits, and stays what it is: it is stored', () => {
    expect(of({})).toMatch(/^[0-9a-f]{64}$/);
    expect(of({})).toBe('2a48dd4de75095a54239bd2c5a103ecc77e2bccc1816e69b259c083b81d35c0d');
  });

  it('does not depend on the order of members', () => {
    const { person, employment } = PAYLOAD;
    const reordered = { employment, person: { lastName: person.lastName, firstName: person.firstName } };
    expect(of({ payload: reordered })).toBe(of({}));
  });

  it('differs with job type, payload, priority and expiry', () => {
    const prints = [
      of({}),
      of({ jobType: 'verifyMobile' }),
      of({ payload: { ...PAYLOAD, urls: [] } }),
      of({ payload: { ...PAYLOAD, urls: null } }),
      of({ priority: 50 }),
      of({ priority: 0 }),
      of({ expireAfter: 'P1D' }),
      of({ expireAfter: 'PT24H' }),
    ];
    expect(new Set(prints).size).toBe(prints.length);
  });
});
