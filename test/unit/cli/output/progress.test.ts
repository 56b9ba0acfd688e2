import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createProgress } from '../../../../cli/output/progress.ts';

describe('progress', () => {
  it('is a line for each tenth of the list, however it comes, where nobody watches', () => {
    const stream = new PassThrough();
    const progress = createProgress(1000, stream);
    for (const [bytes, leads] of [
      [50, 1],
      [100, 2],
      [190, 3],
      [210, 4],
      [590, 5],
      [599, 5],
      [600, 6],
      [1000, 7],
    ] as const)
      progress.update(bytes, leads);
    progress.stop();
    expect(String(stream.read())).toBe(
      '10%  2 leads\n21%  4 leads\n59%  5 leads\n60%  6 leads\n100%  7 leads\n',
    );
  });

  it('of an empty list is all of it', () => {
    const stream = new PassThrough();
    createProgress(0, stream).update(0, 0);
    expect(String(stream.read())).toBe('100%  0 leads\n');
  });

  it('is a bar on a terminal, which shows percentage and leads', () => {
    const stream = Object.assign(new PassThrough(), { isTTY: true });
    const progress = createProgress(1000, stream);
    progress.update(500, 42);
    progress.stop();
    expect(String(stream.read())).toMatch(/█+░+.* 50% \| 42 leads/);
  });
});
