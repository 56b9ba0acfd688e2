import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  /** @param bytes of the input that are done; @param leads that are done */
  update(bytes: number, leads: number): void;
  stop(): void;
}

/**
 * A bar on a terminal, plain lines elsewhere. The length of the list is not known, so bytes tell how far it
 * is.
 */
export function createProgress(totalBytes: number, stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? bar(totalBytes, stream) : lines(totalBytes, stream);
}

function bar(totalBytes: number, stream: NodeJS.WriteStream): Progress {
  const single = new SingleBar(
    { format: '{bar} {percentage}% | {leads} leads', stream, hideCursor: true, clearOnComplete: false },
    Presets.shades_classic,
  );
  single.start(totalBytes, 0, { leads: 0 });
  return { update: (bytes, leads) => single.update(bytes, { leads }), stop: () => single.stop() };
}

function lines(totalBytes: number, stream: NodeJS.WriteStream): Progress {
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
