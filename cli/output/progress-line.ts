/** How far something is: one line of a terminal that is written over and over. */

import { cutTo } from './display-width.ts';
import { visible } from './printable.ts';
import type { ProgressStream } from './progress.ts';
import { columnsOf } from './sink.ts';

export interface ProgressLine {
  show(text: string): void;
  /** Takes the line away; more may be shown after it. */
  end(): void;
}

const TAKEN_AWAY = '\r\u001b[K';

interface Shown {
  readonly stream?: ProgressStream;
  /** Whether there is a line of its own for each change where there is no terminal; else there is none. */
  readonly isLogged?: boolean;
}

export function progressLine({ stream = process.stderr, isLogged = false }: Shown = {}): ProgressLine {
  if (stream.isTTY) return rewritten(stream);
  return isLogged ? logged(stream) : { show: () => undefined, end: () => undefined };
}

function rewritten(stream: ProgressStream): ProgressLine {
  let isShown = false;
  return {
    show: (text) => {
      // One that wraps would leave its first part. The cursor stands behind it, in the last column.
      const room = Math.max(1, columnsOf(stream) - 1);
      stream.write(TAKEN_AWAY + cutTo(visible(text), room));
      isShown = true;
    },
    end: () => {
      if (isShown) stream.write(TAKEN_AWAY);
      isShown = false;
    },
  };
}

function logged(stream: ProgressStream): ProgressLine {
  let last: string | undefined;
  return {
    show: (text) => {
      if (text !== last) stream.write(`${visible(text)}\n`);
      last = text;
    },
    end: () => undefined,
  };
}
