import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Fault } from '../../parts/fault.tsx';

interface Properties {
  /** Of the file. */
  readonly name: string;
  readonly read: () => Promise<Blob>;
  readonly children: ComponentChildren;
}

/** A button that reads something and has the browser keep it as a file. */
export function Download({ name, read, children }: Properties) {
  const [isReading, setReading] = useState(false);
  const [error, setError] = useState<unknown>();
  const save = async () => {
    setReading(true);
    setError(undefined);
    try {
      saveAs(name, await read());
    } catch (fault) {
      setError(fault);
    } finally {
      setReading(false);
    }
  };
  return (
    <>
      <button type="button" class="first" disabled={isReading} onClick={save}>
        {isReading ? 'Reading …' : children}
      </button>
      {error !== undefined && <Fault error={error} />}
    </>
  );
}

function saveAs(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}
