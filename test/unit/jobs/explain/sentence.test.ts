import { describe, expect, it } from 'vitest';
import {
  either,
  named,
  sentence,
  sentenceIf,
  times,
  whenDue,
} from '../../../../shared/jobs/explain/sentence.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import { MINUTE } from '../../../fixtures.ts';
import { NOW } from '../given.ts';

describe('a sentence', () => {
  it('has an instant where it is given one', () => {
    expect(sentence('delivered', 'It was.', NOW)).toEqual({ code: 'delivered', text: 'It was.', at: NOW });
    expect(sentence('delivered', 'It was.', null)).toEqual({ code: 'delivered', text: 'It was.' });
  });

  it('is said, or is not', () => {
    expect(sentenceIf(true, () => sentence('purged', 'It was.'))).toHaveLength(1);
    expect(sentenceIf(false, () => sentence('purged', 'It was.'))).toEqual([]);
  });

  it.each([
    ['JobFailReason', 'JobFailReason'],
    ['two words', '"two words"'],
    ['a\nb\u202e"c"', '"a?b?\\"c\\""'],
    ['', '""'],
    ['x'.repeat(101), `"${'x'.repeat(100)}…"`],
  ])('names %j on one line, and in quotes unless it is a name', (text, told) => {
    expect(named(text)).toBe(told);
  });

  it('counts and lists as a person does', () => {
    expect([times(1), times(2)]).toEqual(['once', '2 times']);
    expect([either([]), either(['a']), either(['a', 'b']), either(['a', 'b', 'c'])]).toEqual([
      '',
      'a',
      'a or b',
      'a, b or c',
    ]);
  });

  it('says of a timer that is overdue that the next sweep does its work', () => {
    expect(whenDue(later(NOW, MINUTE), NOW)).toBe('At 2026-03-01T00:03:00.000Z');
    expect(whenDue(NOW, NOW)).toBe('At the next sweep, since it was due 2026-03-01T00:02:00.000Z,');
  });
});
