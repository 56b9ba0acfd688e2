import { useState } from 'preact/hooks';
import { inNumbers } from './numbers.ts';

/** A text of somebody else's: cut where it is long, until a person wants all of it. */
export function Cut({ text, most = 200 }: { text: string /** Characters. */; most?: number }) {
  const [isWhole, setWhole] = useState(false);
  if (isWhole || text.length <= most) return <bdi>{text}</bdi>;
  return (
    <>
      <bdi>{text.slice(0, most)}</bdi>…{' '}
      <button type="button" class="quiet" onClick={() => setWhole(true)}>
        Show all {inNumbers(text.length)} characters
      </button>
    </>
  );
}
