import type { ComponentChildren } from 'preact';
import type { Query, Screen } from '../view-address.ts';
import { goTo } from './go-to.ts';

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
  /** Choices beside the fields, such as that of the time: each goes into the address at once. */
  readonly children?: ComponentChildren;
}

/** The filter of a list: a field for each condition. It is the address. */
export function ListFilter({ of: screen, query, fields, children }: Properties) {
  const apply = (event: Event) => {
    event.preventDefault();
    const given = [...new FormData(event.currentTarget as HTMLFormElement)];
    const conditions = Object.fromEntries(given.map(([name, value]) => [name, String(value).trim()]));
    goTo(screen, { query: { ...query, ...conditions } });
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
        <button type="submit">Filter</button>
      </form>
      {children}
    </search>
  );
}
