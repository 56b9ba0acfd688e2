/** The sums of a ledger, or of an archive, by reading all of it. */
import { type Entry, textOf } from './archived-forms.ts';
import { type LedgerSums, SumOfLedger } from './ledger-sums.ts';

/** @param onProgress told of how many entries are read so far */
export async function sumsOf(
  entries: AsyncIterable<Entry>,
  onProgress?: (count: number) => void,
): Promise<LedgerSums> {
  const sum = new SumOfLedger();
  for await (const entry of entries) {
    sum.add(entry.store, textOf(entry));
    onProgress?.(sum.count);
  }
  return sum.sums();
}
