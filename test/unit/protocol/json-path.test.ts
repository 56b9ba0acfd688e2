import { describe, expect, it } from 'vitest';
import { filled, list, read, text } from '../../../shared/protocol/json-path.ts';

const JOB = {
  reason: { body: 'too late', code: 408, title: null },
  blank: ' \t\n',
  phoneNumbers: [{ rels: ['business'] }, { rels: 'business' }],
};

describe('reading JSON of which nothing is certain', () => {
  it.each([
    [[], JOB],
    [['reason', 'body'], 'too late'],
    [['reason', 'title'], null],
    [['phoneNumbers', 1, 'rels'], 'business'],
  ])('follows %j to what is there', (path, found) => {
    expect(read(JOB, ...path)).toBe(found);
  });

  it.each([
    [['absent']],
    [['absent', 'deeper']],
    [['reason', 'title', 'deeper']],
    [['reason', 'code', 'toFixed']],
    [['reason', 'body', 'length']],
    [['phoneNumbers', 7]],
  ])('finds nothing at %j', (path) => {
    expect(read(JOB, ...path)).toBeUndefined();
  });

  it.each([[undefined], [null], [7], ['text'], [true]])('finds nothing within %j', (value) => {
    expect(read(value, 'length')).toBeUndefined();
    expect(list(value, 'length')).toEqual([]);
    expect(text(value, 'length')).toBe('');
    expect(filled(value, 'length')).toBe(false);
  });

  it('takes a list for a list only, with its entries as they are', () => {
    expect(list(JOB, 'phoneNumbers')).toBe(JOB.phoneNumbers);
    expect(list(JOB, 'phoneNumbers', 0, 'rels')).toEqual(['business']);
    expect(list(['a'])).toEqual(['a']);
    for (const path of [['phoneNumbers', 1, 'rels'], ['reason'], ['absent']])
      expect(list(JOB, ...path)).toEqual([]);
  });

  it('takes a text for a text only, as it is', () => {
    expect(text(JOB, 'reason', 'body')).toBe('too late');
    expect(text(JOB, 'blank')).toBe(' \t\n');
    expect(text('itself')).toBe('itself');
    for (const path of [['reason', 'code'], ['reason', 'title'], ['reason'], ['absent']])
      expect(text(JOB, ...path)).toBe('');
  });

  it('takes a text that is blank for none that was given', () => {
    expect(filled(JOB, 'reason', 'body')).toBe(true);
    expect(filled(' a ')).toBe(true);
    for (const path of [['blank'], ['reason', 'code'], ['reason', 'title'], ['absent']])
      expect(filled(JOB, ...path)).toBe(false);
  });
});
