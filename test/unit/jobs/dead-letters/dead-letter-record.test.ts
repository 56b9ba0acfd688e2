import { describe, expect, it } from 'vitest';
import { isDeadLetterId } from '../../../../shared/jobs/dead-letters/dead-letter-id.ts';
import { deadLetterOf } from '../../../../shared/jobs/dead-letters/dead-letter-record.ts';
import { messageIdOf, received, START } from '../../../fixtures.ts';

const WHY = { source: 'intake-jobs', reason: 'invalid' };
const of = (data = 'x', attributes = {}, why: Partial<typeof WHY & { detail: string }> = {}) =>
  deadLetterOf(received(data, attributes), { ...WHY, ...why }, START);

import { DEAD_LETTER_KEPT_MS } from '../../../../shared/jobs/dead-letters/dead-letter-states.ts';

describe('a dead letter', () => {
  it('is kept for 90 days', () => {
    expect(DEAD_LETTER_KEPT_MS).toBe(90 * 24 * 3_600_000);
    expect(of().expireAt - of().receivedAt).toBe(DEAD_LETTER_KEPT_MS);
  });

  it('has an ID that follows from the message, and from nothing else', () => {
    expect(isDeadLetterId(of().id)).toBe(true);
    expect(of('x', { team: 'emea' }, { reason: 'other', detail: '/a' }).id).toBe(of().id);
    const other = { ...received('x'), messageId: messageIdOf('in-2') };
    const redriven = { redriveGeneration: '2', redriveOf: of().id };
    const ids = [
      of().id,
      of('y').id,
      of('').id,
      of('x', {}, { source: 'receive-responses' }).id,
      deadLetterOf(other, WHY, START).id,
      of('x', redriven).id,
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('of a redriven message has its generation, and names its predecessor', () => {
    const redriven = { redriveGeneration: '2', redriveOf: of().id, team: 'emea' };
    expect(of('x', redriven)).toMatchObject({
      generation: 2,
      redriveOf: of().id,
      attributes: { team: 'emea' },
    });
  });

  it.each([
    [{ redriveGeneration: '2' }],
    [{ redriveOf: 'a'.repeat(24) }],
    [{ redriveGeneration: '1', redriveOf: 'a'.repeat(24) }],
    [{ redriveGeneration: '1e3', redriveOf: 'a'.repeat(24) }],
    [{ redriveGeneration: '9999', redriveOf: 'a'.repeat(24) }],
    [{ redriveGeneration: '-2', redriveOf: 'a'.repeat(24) }],
    [{ redriveGeneration: '2', redriveOf: '../../jobs' }],
  ])('believes no attributes that no redrive sets: %j', (attributes) => {
    expect(of('x', attributes)).toMatchObject({ generation: 1, redriveOf: null });
  });

  it('keeps texts that can be stored, cut where they have no end', () => {
    const long = of(
      'x',
      {},
      { detail: `${'/é'.repeat(9_000)}`, source: 'A\uD800', reason: 'r'.repeat(9_000) },
    );
    expect(Buffer.byteLength(long.detail ?? '')).toBeLessThanOrEqual(10_000);
    expect(long.detail?.isWellFormed()).toBe(true);
    expect([long.source, long.reason.length]).toEqual(['A\uFFFD', 1024]);
    expect(of('x', {}, { detail: '' }).detail).toBeNull();
  });
});
