import { describe, expect, it } from 'vitest';
import { progressLine } from '../../../../cli/output/progress-line.ts';
import { recordedSink } from './recorded-sink.ts';

describe('a line of progress', () => {
  it('is written over itself on a terminal, obeys nothing, and is taken away once', () => {
    const { stream, written } = recordedSink(80);
    const line = progressLine({ stream });
    line.show('1 of 2');
    line.show('2 of 2\u001b[2J');
    line.end();
    line.end();
    expect(written()).toBe('\r\u001b[K1 of 2\r\u001b[K2 of 2\\u001b[2J\r\u001b[K');
  });

  it.each([
    ['1 of 12 jobs', '1 of 12 j…'],
    ['1 of 2 job', '1 of 2 job'],
    ['ジョブの 1 件目', 'ジョブの …'],
    ['1 of 2 \u001b[2J', '1 of 2 \\u…'],
  ])('is cut before it wraps, as a line that is taken away would leave its first part: %j', (text, shown) => {
    const { stream, written } = recordedSink(11);
    progressLine({ stream }).show(text);
    expect(written()).toBe(`\r\u001b[K${shown}`);
  });

  it('has the width that the terminal has then, and a usual one where that is not said', () => {
    const { stream, written } = recordedSink(0);
    const line = progressLine({ stream });
    for (const columns of [0, 5, 1]) {
      Object.assign(stream, { columns });
      line.show('x'.repeat(100));
    }
    expect(written().split('\r\u001b[K').slice(1)).toEqual([`${'x'.repeat(78)}…`, 'xxx…', '…']);
  });

  it('is a line for each change in a pipe, where that is wanted', () => {
    const { stream, written } = recordedSink(undefined);
    const line = progressLine({ stream, isLogged: true });
    for (const text of ['1 of 2', '1 of 2', '2 of 2']) line.show(text);
    line.end();
    expect(written()).toBe('1 of 2\n2 of 2\n');
  });

  it('is not there in a pipe otherwise', () => {
    const { stream, written } = recordedSink(undefined);
    const line = progressLine({ stream });
    line.show('1 of 2');
    line.end();
    expect(written()).toBe('');
  });
});
