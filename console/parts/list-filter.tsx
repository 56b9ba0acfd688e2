import type { ComponentChildren } from 'preact';
import { hashOf, type Query, type Screen } from '../view-address.ts';

interface Field {
  readonly name: string;
  readonly label: string;
  /** Values that it is likely to have. */
  readonly known?: readonly string[];
}

interface Properties {
  /** The list that is filtered. */
  readonly of: Screen;
  readonly query: Query;
  readonly fields: readonly Field[];
  /** Further fields: that of the time. */
  readonly children: ComponentChildren;
}

/** The filter of a list, a field for each condition. It is the address. */
export function ListFilter({ of: screen, query, fields, children }: Properties) {
  const apply = (event: Event) => {
    event.preventDefault();
    const given = [...new FormData(event.currentTarget as HTMLFormElement)];
    const conditions = Object.fromEntries(given.map(([name, value]) => [name, String(value).trim()]));
    location.hash = hashOf(screen, { query: { ...query, ...conditions } });
  };
  return (
    <search class="filter">
      <form key={JSON.stringify(query)} class="fields" onSubmit={apply}>
        {fields.map(({ name, label, known = [] }, i) => (
          <label key={name} class="field">
            {label}
            <input
              name={name}
              list={known.length > 0 ? `known-${name}` : undefined}
              defaultValue={query[name] ?? ''}
              spellcheck={false}
              autocomplete="off"
              data-filter={i === 0 ? '' : undefined}
            />
            {known.length > 0 && (
              <datalist id={`known-${name}`}>
                {known.map((value) => (
                  <option key={value} value={value} />
                ))}
              </datalist>
            )}
          </label>
        ))}
        {children}
        <button type="submit">Filter</button>
      </form>
    </search>
  );
}

interface ChoiceProperties {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** Its options. */
  readonly children: ComponentChildren;
}

/** A field of a filter that is chosen from a list, and goes into the address at once. */
export function Choice({ name, label, value, children }: ChoiceProperties) {
  return (
    <label class="field">
      {label}
      <select
        name={name}
        defaultValue={value}
        onChange={({ currentTarget }) => currentTarget.form?.requestSubmit()}
      >
        {children}
      </select>
    </label>
  );
}
