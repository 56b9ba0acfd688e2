import { useState } from 'preact/hooks';
import { inNumbers } from './numbers.ts';

interface Properties {
  readonly text: string | null | undefined;
  /** Characters that are shown at first. */
  readonly most?: number;
}

/** A text of somebody else's: cut where it is long, until a person wants all of it. */
export function Cut({ text, most = 200 }: Properties) {
  const [isWhole, setWhole] = useState(false);
  if (text == null) return null;
  if (text.length <= most) return <bdi>{text}</bdi>;
  return (
    <>
      <bdi>{isWhole ? text : `${text.slice(0, most)}…`}</bdi>{' '}
      <button type="button" class="quiet" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
        {isWhole ? 'Show less' : `Show all ${inNumbers(text.length)} characters`}
      </button>
    </>
  );
}

/** Characters of a text that cannot be shown whole where it stands, as in a link. */
const SHORT = 200;

/** A text of somebody else's: its beginning, where it is long. */
export function Short({ text }: { text: string | null | undefined }) {
  return text == null ? null : <bdi>{text.length > SHORT ? `${text.slice(0, SHORT)}…` : text}</bdi>;
}
