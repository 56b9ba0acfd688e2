/** A place to write to that remembers: a terminal of some width, or a pipe. */
import { Writable } from 'node:stream';
import type { Sink } from '../../../../cli/output/sink.ts';
import { instant } from '../../../../shared/jobs/instant.ts';

export const NOW = instant(Date.UTC(2026, 2, 1, 12));

export interface RecordedSink extends Sink {
  readonly written: () => string;
}

/** @param terminalWidth undefined for a pipe */
export function recordedSink(terminalWidth: number | undefined): RecordedSink {
  let text = '';
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      text += chunk;
      done();
    },
  });
  // As a terminal of 16 colours says of itself.
  if (terminalWidth !== undefined)
    Object.assign(stream, { isTTY: true, columns: terminalWidth, getColorDepth: colorDepth });
  return { stream, terminalWidth, clock: { now: () => NOW }, written: () => text };
}

function colorDepth(): number {
  return process.env['NO_COLOR'] ? 1 : 4;
}
