import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AskedList, readToken, tokenOf } from '../../../../functions/query-jobs/page-token.ts';
import { ProblemError } from '../../../../shared/http/problem-response.ts';
import { instant, later } from '../../../../shared/jobs/instant.ts';
import { LIST_ORDERS } from '../../../../shared/jobs/list-order.ts';
import { id, START } from '../../../fixtures.ts';

const PLACE = { requestId: id('contact-1~2'), changedAt: START };
const ASKED_AT = later(START, 5);
const FAILED: AskedList = { filter: { status: ['failed', 'canceled'], since: '2h' }, order: 'newest' };

function refusal(token: string, list: AskedList): string {
  try {
    readToken(token, list);
  } catch (error) {
    if (error instanceof ProblemError) return `${error.problem.status} ${error.message}`;
    throw error;
  }
  return 'taken';
}

describe('the token of a page', () => {
  it.each(LIST_ORDERS)('leads back to its place in the order %s', (order) => {
    const list = { ...FAILED, order };
    const token = tokenOf(list, PLACE, ASKED_AT);
    expect(token).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(readToken(token, list)).toEqual({ after: PLACE, askedAt: ASKED_AT });
  });

  it('is the same for a filter whose conditions and values stand in another order', () => {
    const token = tokenOf(FAILED, PLACE, ASKED_AT);
    const filter = { since: '2h', status: ['canceled', 'failed'] };
    expect(readToken(token, { ...FAILED, filter }).after).toEqual(PLACE);
  });

  it('is refused in a list of another order or filter', () => {
    const token = tokenOf(FAILED, PLACE, ASKED_AT);
    expect(refusal(token, { ...FAILED, order: 'name' })).toBe(
      '400 pageToken is of a list with orderBy=newest: give the same, or begin without a token.',
    );
    const others: AskedList['filter'][] = [
      {},
      { status: ['failed', 'canceled'] },
      { status: ['failed'], since: '2h' },
      { status: ['failed', 'canceled'], since: '3h' },
      { status: ['failed', 'canceled'], until: '2h' },
      { jobType: ['failed', 'canceled'], since: '2h' },
    ];
    for (const filter of others)
      expect(refusal(token, { ...FAILED, filter })).toBe(
        '400 pageToken is of a list with another filter: repeat the parameters of the page before, or begin ' +
          'without a token.',
      );
  });

  it('may be of before there were orders: it names its place, and holds for names with any filter', () => {
    const old = Buffer.from('contact-1').toString('base64url');
    const { after, askedAt } = readToken(old, { ...FAILED, order: 'name' });
    expect([after.requestId, askedAt]).toEqual(['contact-1', undefined]);
    expect(refusal(old, FAILED)).toBe(
      '400 pageToken is of a list with orderBy=name: give the same, or begin without a token.',
    );
  });

  it('is refused when no page gave it', () => {
    const made = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const good = JSON.parse(Buffer.from(tokenOf(FAILED, PLACE, ASKED_AT), 'base64url').toString());
    expect(refusal(made(good), FAILED)).toBe('taken');
    for (const bad of [
      [],
      {},
      { ...good, id: '../x' },
      { ...good, at: 1.5 },
      { ...good, at: '1' },
      { ...good, asked: 1e300 },
      { ...good, order: 'oldest' },
      { ...good, more: 1 },
    ])
      expect(refusal(made(bad), FAILED)).toBe(
        '400 pageToken must be the nextPageToken of the page before, unchanged.',
      );
    for (const text of ['Li4', '_', 'e30', '%%', '']) expect(refusal(text, FAILED)).toMatch(/^400 pageToken/);
  });

  it('is never a fault of ours, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.base64String(), fc.json(), (text, json) => {
        for (const token of [text, Buffer.from(json).toString('base64url')])
          expect(refusal(token, { filter: {}, order: 'newest' })).toMatch(/^400 /);
      }),
    );
  });

  it('stands for any place', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._~-]{0,60}$/), fc.integer(), (requestId, at) => {
        const place = { requestId: id(requestId), changedAt: instant(at) };
        expect(readToken(tokenOf(FAILED, place, ASKED_AT), FAILED).after).toEqual(place);
      }),
    );
  });
});
