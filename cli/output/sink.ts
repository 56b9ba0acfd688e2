/** Where a command writes what it found: a terminal, or a pipe or file that a program reads. */
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import type { Clock } from '../../shared/ports/clock.ts';

export interface Sink {
  readonly stream: NodeJS.WritableStream;
  /** Its columns; undefined where it is no terminal. */
  readonly terminalWidth: number | undefined;
  /** By which times are told on a terminal. */
  readonly clock: Pick<Clock, 'now'>;
}

/** Of a terminal that does not say how wide it is. */
const USUAL_WIDTH = 80;

export function standardOutput({ stdout }: Pick<NodeJS.Process, 'stdout'> = process): Sink {
  return {
    stream: stdout,
    terminalWidth: stdout.isTTY ? columnsOf(stdout) : undefined,
    clock: systemClock,
  };
}

/** @returns how wide a terminal is at this moment; one without a size says 0 */
export function columnsOf({ columns }: { readonly columns?: number }): number {
  return columns || USUAL_WIDTH;
}
