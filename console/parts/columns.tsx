/** The columns of a table: the cells of each, by its name. */
import type { ComponentChildren } from 'preact';
import type { Query, Screen } from '../view-address.ts';
import { Link } from './link.tsx';
import { Moment } from './moment.tsx';
import { inNumbers } from './numbers.ts';

/** @returns a cell; a text is shown as one of somebody else's, and cut where it is long */
type Cell<Row> = (row: Row) => ComponentChildren;

export interface Column<Row> {
  readonly of: Cell<Row>;
  /** Numbers stand at the end of their cell, a picture needs some width, and a word is not broken. */
  readonly as?: 'number' | 'picture' | 'word';
}

/** In their order. The first of them names the row. */
export type Columns<Row> = Readonly<Record<string, Cell<Row> | Column<Row>>>;

/** A row that may have a member of that name. */
type With<Name extends string, Value> = { readonly [Key in Name]?: Value | null | undefined };

/** A column of the texts that rows have in a member. */
export function text<Name extends string>(member: Name): Cell<With<Name, string>> {
  return (row) => row[member];
}

export function word<Name extends string>(member: Name): Column<With<Name, string>> {
  return { as: 'word', of: text(member) };
}

export function number<Name extends string>(member: Name): Column<With<Name, number>> {
  return { as: 'number', of: (row) => inNumbers(row[member] ?? 0) };
}

/** A column of RFC 3339 times. */
export function moment<Name extends string>(member: Name): Cell<With<Name, string>> {
  return (row) => <Moment at={row[member]} />;
}

/** A column of IDs, each a link to the one thing that has it. */
export function one<Name extends string>(screen: Screen, member: Name): Column<With<Name, string>> {
  return { as: 'word', of: (row) => <Link to={screen} id={row[member] ?? ''} /> };
}

/** A column of values, each a link to the list of all that have it. */
export function alike<Name extends string>(
  screen: Screen,
  member: Name,
  query: Query = {},
): Cell<With<Name, string>> {
  return ({ [member]: value }) =>
    value && (
      <Link to={screen} query={{ ...query, [member]: value }}>
        {value}
      </Link>
    );
}
