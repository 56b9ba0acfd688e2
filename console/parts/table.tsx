/** A table: its columns are told once, and the first of them names the row. */
import type { ComponentChildren } from 'preact';
import type { Columns } from './columns.tsx';
import { Cut } from './cut.tsx';

interface Properties<Row> {
  readonly columns: Columns<Row>;
  readonly rows: readonly Row[];
  /** The member that each row has for itself, where rows have buttons or are selected. */
  readonly by?: keyof Row;
  /** Whether somebody has to look at a row. */
  readonly isTrouble?: (row: Row) => boolean;
  /** The words where there are no rows. */
  readonly empty?: string;
  /** Whether the keys go from row to row: each has a link then. */
  readonly isList?: boolean;
  /** Where rows can be selected. */
  readonly selection?: Selection;
}

export interface Selection {
  readonly selected: ReadonlySet<string>;
  select(selected: ReadonlySet<string>): void;
}

export function Table<Row>(properties: Properties<Row>) {
  const { columns, rows, by, isTrouble, empty = 'None.', isList = false, selection } = properties;
  if (rows.length === 0) return <p class="empty">{empty}</p>;
  const keys = rows.map((row, i) => String(by === undefined ? i : row[by]));
  const cells = Object.entries(columns).map(([name, column]) => ({
    name,
    ...(typeof column === 'function' ? { of: column } : column),
  }));
  return (
    <div class="wide">
      <table class={isList ? 'list' : ''}>
        <thead>
          <tr>
            {selection && <SelectAll keys={keys} {...selection} />}
            {cells.map(({ name, as }) => (
              <th key={name} scope="col" class={as}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => {
            const key = keys[i] ?? '';
            return (
              <tr key={key} class={isTrouble?.(row) ? 'trouble' : ''} data-row={isList ? '' : undefined}>
                {selection && <SelectOne of={key} {...selection} />}
                {cells.map(({ name, of, as }, column) => (
                  <Cell key={name} isHeader={column === 0} as={as}>
                    {of(row)}
                  </Cell>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface CellProperties {
  readonly isHeader: boolean;
  readonly as: string | undefined;
  readonly children: ComponentChildren;
}

function Cell({ isHeader, as, children }: CellProperties) {
  const content = typeof children === 'string' ? <Cut text={children} /> : children;
  const Element = isHeader ? 'th' : 'td';
  return (
    <Element scope={isHeader ? 'row' : undefined} class={as}>
      {content}
    </Element>
  );
}

function SelectAll({ keys, selected, select }: Selection & { readonly keys: readonly string[] }) {
  const areAll = keys.every((key) => selected.has(key));
  return (
    <td>
      <input
        type="checkbox"
        aria-label="Select all that are shown"
        checked={areAll}
        onChange={() => select(areAll ? new Set() : new Set(keys))}
      />
    </td>
  );
}

function SelectOne({ of: key, selected, select }: Selection & { readonly of: string }) {
  const toggle = () => {
    const next = new Set(selected);
    if (!next.delete(key)) next.add(key);
    select(next);
  };
  return (
    <td>
      <input type="checkbox" aria-label={`Select ${key}`} checked={selected.has(key)} onChange={toggle} />
    </td>
  );
}
