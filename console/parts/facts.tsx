import type { ComponentChildren } from 'preact';

interface Properties {
  /** Values by their names; an empty one has no line. */
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
            <dd>{fact}</dd>
          </div>
        ))}
    </dl>
  );
}
