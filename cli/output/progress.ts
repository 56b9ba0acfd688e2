/** How far a list of leads is: a bar on a terminal, a plain line for each tenth elsewhere. */
import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  /**
   * @param bytes of the list that are done
   * @param leads that are done; how many there will be is not known
   */
  update(bytes: number, leads: number): void;
  stop(): void;
}

/** Where progress is shown: `process.stderr`, for one. */
export type ProgressStream = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** @param totalBytes the length of the list */
export function createProgress(totalBytes: number, stream: ProgressStream): Progress {
  return stream.isTTY ? bar(totalBytes, stream) : lines(totalBytes, stream);
}

function bar(totalBytes: number, stream: ProgressStream): Progress {
  const single = new SingleBar(
    { format: '{bar} {percentage}% | {leads} leads', stream, hideCursor: true, clearOnComplete: false },
    Presets.shades_classic,
  );
  single.start(totalBytes, 0, { leads: 0 });
  return { update: (bytes, leads) => single.update(bytes, { leads }), stop: () => single.stop() };
}

function lines(totalBytes: number, stream: ProgressStream): Progress {
  let nextPercent = 10;
  return {
    update(bytes, leads) {
      const percent = totalBytes === 0 ? 100 : Math.floor((100 * bytes) / totalBytes);
      if (percent < nextPercent) return;
      nextPercent = percent - (percent % 10) + 10;
      stream.write(`${percent}%  ${leads} leads\n`);
    },
    stop: () => undefined,
  };
}
