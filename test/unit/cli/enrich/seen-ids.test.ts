import { describe, expect, it } from 'vitest';
import { SeenIds } from '../../../../cli/enrich/seen-ids.ts';

describe('IDs that were seen', () => {
  it('are new once', () => {
    const seen = new SeenIds();
    expect(['a', 'b', 'a', '', '', 'b', 'c'].map((id) => seen.add(id))).toEqual([
      true,
      true,
      false,
      true,
      false,
      false,
      true,
    ]);
  });

  it('stay known while there come ever more', () => {
    const seen = new SeenIds();
    const ids = Array.from({ length: 20_000 }, (_, i) => `contact-${i}`);
    expect(ids.filter((id) => !seen.add(id))).toEqual([]);
    expect(ids.filter((id) => seen.add(id))).toEqual([]);
  });
});
