import { describe, expect, it } from 'vitest';
import { standardOutput } from '../../../../cli/output/sink.ts';

const outputOf = (stdout: object) => standardOutput({ stdout: stdout as NodeJS.WriteStream & { fd: 1 } });

describe('standard output', () => {
  it.each([
    ['a terminal', { isTTY: true, columns: 132 }, 132],
    ['a terminal that does not say how wide it is', { isTTY: true, columns: 0 }, 80],
    ['a pipe', {}, undefined],
  ])('is %s', (_what, stdout, width) => {
    expect(outputOf(stdout).terminalWidth).toBe(width);
  });
});
