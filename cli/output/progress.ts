/** How far a list of leads is: a bar on a terminal, a plain line for each tenth elsewhere. */
import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  /**
   * @param bytes of the list that are done
   * @param leads that are done; how many there will be is not known
   */
  update(bytes: number, leads: number): void;
  /** Told of leads that wait for their end, which is shown each half a minute. */
  readonly waiting: (waiting: Waiting) => void;
  stop(): void;
}

interface Waiting {
  readonly leads: number;
  /** How long (ms) the oldest of them waits. */
  readonly oldestMs: number;
}

/** Where progress is shown: `process.stderr`, for one. */
export type ProgressStream = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
};

/** Between two lines about leads that wait. */
const WAITING_EVERY_MS = 30_000;

/** @param totalBytes the length of the list; undefined where it is not known, of a pipe for one */
export function createProgress(totalBytes: number | undefined, stream: ProgressStream): Progress {
  const shown =
    totalBytes !== undefined && stream.isTTY ? bar(totalBytes, stream) : lines(totalBytes, stream);
  let waiting: Waiting & { readonly at: number } = { leads: 0, oldestMs: 0, at: 0 };
  const timer = setInterval(() => {
    if (waiting.leads === 0) return;
    const oldestMs = waiting.oldestMs + performance.now() - waiting.at;
    stream.write(`${waiting.leads} leads wait for Modigie, the oldest for ${inWords(oldestMs)}\n`);
  }, WAITING_EVERY_MS);
  timer.unref();
  return {
    ...shown,
    waiting: (told) => {
      waiting = { ...told, at: performance.now() };
    },
    stop: () => {
      clearInterval(timer);
      shown.stop();
    },
  };
}

type Shown = Pick<Progress, 'update' | 'stop'>;

function bar(totalBytes: number, stream: ProgressStream): Shown {
  const single = new SingleBar(
    { format: '{bar} {percentage}% | {leads} leads', stream, hideCursor: true, clearOnComplete: false },
    Presets.shades_classic,
  );
  single.start(totalBytes, 0, { leads: 0 });
  return { update: (bytes, leads) => single.update(bytes, { leads }), stop: () => single.stop() };
}

/** Without a length, a line for each thousand leads. */
function lines(totalBytes: number | undefined, stream: ProgressStream): Shown {
  let next = totalBytes === undefined ? 1_000 : 10;
  return {
    update(bytes, leads) {
      if (totalBytes === undefined) {
        if (leads < next) return;
        next += 1_000;
        stream.write(`${leads} leads\n`);
        return;
      }
      const percent = totalBytes === 0 ? 100 : Math.floor((100 * bytes) / totalBytes);
      if (percent < next) return;
      next = percent - (percent % 10) + 10;
      stream.write(`${percent}%  ${leads} leads\n`);
    },
    stop: () => undefined,
  };
}

function inWords(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
