import { Fault } from '../../parts/fault.tsx';
import { useTask } from '../../parts/use-task.ts';

interface Properties {
  /** Of the file. */
  readonly name: string;
  readonly read: () => Promise<Blob>;
}

/** A button that reads results and has the browser keep them as a file. */
export function Download({ name, read }: Properties) {
  const { isBusy, error, perform } = useTask();
  return (
    <>
      <button
        type="button"
        class="first"
        aria-disabled={isBusy}
        onClick={() => isBusy || perform(async () => saveAs(name, await read()))}
      >
        {isBusy ? 'Reading …' : 'Download the results'}
      </button>
      <Fault error={error} />
    </>
  );
}

function saveAs(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}
