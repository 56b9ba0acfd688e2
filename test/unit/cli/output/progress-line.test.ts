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
