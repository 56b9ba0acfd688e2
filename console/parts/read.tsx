/** A reading as it is shown: nothing, then a word that it takes long, then what came, and any fault above. */
import type { ComponentChildren } from 'preact';
import { Fault } from './fault.tsx';
import { useLong } from './use-long.ts';
import type { Reading } from './use-read.ts';

interface Properties<Value> {
  readonly of: Reading<Value>;
  readonly children: (value: Value) => ComponentChildren;
}

export function Read<Value>({ of: { value, error, isReading, again }, children }: Properties<Value>) {
  const isFirst = value === undefined && (isReading || error !== undefined);
  return (
    <>
      <Fault error={error} again={again} />
      {isFirst ? isReading && <Waiting /> : children(value as Value)}
    </>
  );
}

function Waiting() {
  const isLong = useLong(true);
  return (
    <p class="waiting" role="status">
      {isLong && 'Reading …'}
    </p>
  );
}
