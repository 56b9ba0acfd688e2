/** A table: its columns are told once, and the first of them names the row. */
import type { ComponentChildren } from 'preact';
import { Cut } from './cut.tsx';

export interface Column<Row> {
  readonly name: string;
  /** A text is shown as one of somebody else's, and cut where it is long. */
  readonly of: (row: Row) => ComponentChildren;
  /** Numbers stand at the end of their cell, a picture needs some width, and a word is not broken. */
  readonly as?: 'number' | 'picture' | 'word';
}

interface Properties<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** The class of a row: `trouble` where somebody has to look. */
  readonly classOf?: (row: Row) => string;
  /** The words where there are no rows. */
  readonly empty: string;
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
  const { columns, rows, keyOf, classOf, empty, isList = false, selection } = properties;
  if (rows.length === 0) return <p class="empty">{empty}</p>;
  const keys = rows.map(keyOf);
  return (
    <div class="wide">
      <table class={isList ? 'list' : ''}>
        <thead>
          <tr>
            {selection && <SelectAll keys={keys} {...selection} />}
            {columns.map(({ name, as }) => (
              <th key={name} scope="col" class={as}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const key = keyOf(row);
            return (
              <tr key={key} class={classOf?.(row)} data-row={isList ? '' : undefined}>
                {selection && <SelectOne of={key} {...selection} />}
                {columns.map((column, i) => (
                  <Cell key={column.name} isHeader={i === 0} as={column.as}>
                    {column.of(row)}
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
  return isHeader ? (
    <th scope="row" class={as}>
      {content}
    </th>
  ) : (
    <td class={as}>{content}</td>
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
