import type { ComponentChildren } from 'preact';

interface Properties {
  /** Names and values; one without a value (null, undefined, false) is left out. */
  readonly of: Readonly<Record<string, ComponentChildren>>;
}

/** All that is known of one thing, by name. */
export function Facts({ of: facts }: Properties) {
  return (
    <dl class="facts">
      {Object.entries(facts).map(
        ([name, value]) =>
          value != null &&
          value !== false && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
