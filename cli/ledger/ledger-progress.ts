/** How far a move is: over and over in a line of a terminal, now and then in a line of a log. */
import type { ProgressStream } from '../output/progress.ts';
import { progressLine } from '../output/progress-line.ts';

const SHOWN_EACH = 500;
const LOGGED_EACH = 50_000;

export interface LedgerProgress {
  /** @returns what is told of how many things are done */
  of(what: string): (count: number) => void;
  end(): void;
}

export function ledgerProgress(stream: ProgressStream = process.stderr): LedgerProgress {
  const line = progressLine({ stream, isLogged: true });
  const each = stream.isTTY ? SHOWN_EACH : LOGGED_EACH;
  return {
    of: (what) => {
      let next = each;
      return (count) => {
        if (count < next) return;
        next = count - (count % each) + each;
        line.show(`${what}: ${count.toLocaleString('en')}`);
      };
    },
    end: () => line.end(),
  };
}
