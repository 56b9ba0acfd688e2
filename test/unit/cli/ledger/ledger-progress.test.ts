import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ledgerProgress } from '../../../../cli/ledger/ledger-progress.ts';

function shown(isTTY: boolean, counts: readonly number[]): string {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 80 });
  const progress = ledgerProgress(stream);
  const tell = progress.of('imported');
  for (const count of counts) tell(count);
  progress.end();
  return String(stream.read() ?? '');
}

describe('the progress of a move', () => {
  it('is a line of a log for each fifty thousand, and none for a small ledger', () => {
    expect(shown(false, [300, 49_900])).toBe('');
    expect(shown(false, [49_900, 50_100, 50_400, 130_000, 149_999, 150_000])).toBe(
      'imported: 50,100\nimported: 130,000\nimported: 150,000\n',
    );
  });

  it('is one line of a terminal, which is written over, and taken away', () => {
    const text = shown(true, [300, 600, 900, 1_000]);
    expect(text).toBe('\r\u001b[Kimported: 600\r\u001b[Kimported: 1,000\r\u001b[K');
  });
});
