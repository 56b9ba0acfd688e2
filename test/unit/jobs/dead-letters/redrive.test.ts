import { describe, expect, it } from 'vitest';
import { type DeadLetter, deadLetterOf } from '../../../../shared/jobs/dead-letters/dead-letter-record.ts';
import {
  claimed,
  dropped,
  dropRefusal,
  isExpired,
  MAX_GENERATION,
  redriven,
  redrivenAttributes,
  redriveRefusal,
  released,
  routeOf,
} from '../../../../shared/jobs/dead-letters/redrive.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import { MINUTE, received, START } from '../../../fixtures.ts';

const LETTER = deadLetterOf(received('x'), { source: 'intake-jobs', reason: 'invalid' }, START);
const refusalOf = (letter: DeadLetter, now = START, force = false) => redriveRefusal(letter, { now, force });

describe('a redrive', () => {
  it.each([
    ['intake-jobs', 'intake'],
    ['intake-undelivered', 'intake'],
    ['receive-responses', 'responses'],
    ['pull-responses', 'responses'],
    ['results-undelivered', 'results'],
    ['webhook-crm', 'results'],
    ['warehouse-facts', 'results'],
    ['warehouse-personal', 'results'],
    ['warehouse-else', undefined],
    ['keep-dead-letters', undefined],
    ['__proto__', undefined],
    ['constructor', undefined],
  ])('of what %s set aside goes the way of %s', (source, route) => {
    expect(routeOf({ source })).toBe(route);
    expect(refusalOf({ ...LETTER, source })).toBe(route ? undefined : 'no-way-back');
  });

  it('is refused once the letter is done with', () => {
    const done = redriven(LETTER, { messageId: 'm-2', corrected: false, now: START });
    expect(refusalOf(done, START, true)).toBe('already-redriven');
    expect(refusalOf(dropped(LETTER, START), START, true)).toBe('dropped');
  });

  it('is refused while another is under way, for two minutes, until that has certainly ended', () => {
    const claim = claimed(LETTER, null, START);
    expect(refusalOf(claim, later(START, 2 * MINUTE - 1), true)).toBe('being-redriven');
    expect(refusalOf(claim, later(START, 2 * MINUTE))).toBeUndefined();
    expect(refusalOf(released(claim))).toBeUndefined();
    expect(claimed(released(claim), 'ops', START).claims).toBe(2);
  });

  it('beyond generation 5 has to be forced', () => {
    const at = (generation: number) => ({ ...LETTER, generation });
    expect(MAX_GENERATION).toBe(5);
    expect([refusalOf(at(4)), refusalOf(at(5)), refusalOf(at(6), START, true)]).toEqual([
      undefined,
      'too-often',
      undefined,
    ]);
  });

  it('is refused never, however often a budget had no room for it', () => {
    expect(refusalOf({ ...LETTER, reason: 'over-budget', generation: 40 })).toBeUndefined();
  });

  it('takes off what setting aside put on, and says which letter it is of', () => {
    const attributes = {
      team: 'emea',
      deadLetterReason: 'x',
      originalMessageId: 'x',
      originalTeam: 'kept',
      CloudPubSubDeadLetterSourceDeliveryCount: '100',
      googclient_schemaencoding: 'JSON',
      redriveGeneration: '1',
    };
    expect(redrivenAttributes({ ...LETTER, attributes, generation: 3 })).toEqual({
      team: 'emea',
      originalTeam: 'kept',
      redriveGeneration: '4',
      redriveOf: LETTER.id,
    });
  });
});

describe('a letter', () => {
  it('is not dropped while it is redriven, or once it is done with', () => {
    expect(dropRefusal(LETTER, START)).toBeUndefined();
    expect(dropRefusal(claimed(LETTER, null, START), START)).toBe('being-redriven');
    expect(dropRefusal(dropped(LETTER, START), START)).toBe('dropped');
    const done = redriven(LETTER, { messageId: 'm-2', corrected: true, now: START });
    expect(dropRefusal(done, START)).toBe('already-redriven');
    expect(done).toMatchObject({ redrivenAs: ['m-2'], corrected: true, claim: null, settledAt: START });
  });

  it('has expired at the instant that it says', () => {
    expect(isExpired(LETTER, later(LETTER.expireAt, -1))).toBe(false);
    expect(isExpired(LETTER, LETTER.expireAt)).toBe(true);
  });
});
