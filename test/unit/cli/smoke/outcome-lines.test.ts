import { describe, expect, it } from 'vitest';
import { failed, passed, unconfirmed } from '../../../../cli/smoke/check.ts';
import { closing, outcomeLine } from '../../../../cli/smoke/outcome-lines.ts';

describe('what the person reads', () => {
  it('is a line for each check, with its seconds', () => {
    expect(outcomeLine('sweep', passed('it answered'), 12_400)).toBe('✓ sweep   it answered (12 s)\n');
    expect(outcomeLine('intake', failed('it is gone', 'Apply.'), 400)).toBe('✗ intake  it is gone (0 s)\n');
    expect(outcomeLine('alert', unconfirmed('who knows', 'Look.'), 0)).toBe('? alert   who knows (0 s)\n');
  });

  it('is a paragraph for each that leaves something to do, and the counts', () => {
    const outcomes = new Map([
      ['sweep' as const, passed('it answered')],
      ['intake' as const, passed('it was taken', 'A letter stays.')],
      ['answer' as const, failed('none', 'Apply.')],
      ['alert' as const, unconfirmed('who knows', 'Look.')],
    ]);
    expect(closing(outcomes)).toBe(
      '\nintake: A letter stays.\n\nanswer: Apply.\n\nalert: Look.\n\n2 passed, 1 failed, 1 not known.\n',
    );
    expect(closing(new Map([['sweep' as const, passed('it answered')]]))).toBe('\n1 passed.\n');
  });
});
