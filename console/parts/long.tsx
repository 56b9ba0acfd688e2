import { useState } from 'preact/hooks';
import { inNumbers } from './numbers.ts';

/** Characters that are shown of a text until a person asks for all. */
const SHOWN = 240;

/** A text of others, of any length and in any script: cut where it is long, and shown whole when asked for. */
export function Long({ of: text }: { of: string | null | undefined }) {
  const [isWhole, setWhole] = useState(false);
  if (text == null) return null;
  const isLong = text.length > SHOWN;
  return (
    <>
      <bdi>{isLong && !isWhole ? `${text.slice(0, SHOWN)}…` : text}</bdi>
      {isLong && (
        <>
          {' '}
          <button type="button" class="quiet" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? 'Less' : `All ${inNumbers(text.length)} characters`}
          </button>
        </>
      )}
    </>
  );
}
