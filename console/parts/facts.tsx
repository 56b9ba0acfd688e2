import type { ComponentChildren } from 'preact';
import { Cut } from './cut.tsx';

interface Properties {
  /** Values by their names; an empty one has no line. A text is cut where it is long. */
  readonly of: Readonly<Record<string, ComponentChildren>>;
}

/** All that is known of one thing. */
export function Facts({ of: facts }: Properties) {
  return (
    <dl class="facts">
      {Object.entries(facts)
        .filter(([, fact]) => fact)
        .map(([name, fact]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{typeof fact === 'string' ? <Cut text={fact} /> : fact}</dd>
          </div>
        ))}
    </dl>
  );
}
