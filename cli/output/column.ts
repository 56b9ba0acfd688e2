/** Things that a command shows of an item, to people and to programs. */
import { relativeTime } from './relative-time.ts';
import type { Sink } from './sink.ts';

/** As `styleText` of node:util names them. */
export type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red';

export interface Column<Item> {
  /** In camel case, as the member of its JSON, if there is one. */
  readonly name: string;
  /** Several are shown together. Nothing is shown of null. */
  readonly of: (item: Item) => Value | readonly Value[];
  /** Whether it is a time in RFC 3339, which a terminal shows by how long ago it was. */
  readonly isTime?: boolean;
  /** Whether it is cut last where a terminal is narrow: it is typed again for the next command. */
  readonly isKept?: boolean;
  readonly style?: (item: Item) => Style | undefined;
  /** Where lines are written as they come: how wide it is at least. */
  readonly width?: number;
}

type Value = string | number | null | undefined;

/** @returns `REQUEST ID` for `requestId` */
export function headerOf({ name }: Pick<Column<never>, 'name'>): string {
  return name.replaceAll(/[A-Z]/g, ' $&').toUpperCase();
}

/** @returns what a column shows of an item, as text that may have any character */
export function textsOf<Item>(column: Column<Item>, item: Item, { terminalWidth, clock }: Sink): string[] {
  const values = column.of(item);
  return (isList(values) ? values : [values]).flatMap((value) => {
    if (value === null || value === undefined) return [];
    // Of a number that `parseVerbatim` kept, and whatever else a gateway may send.
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    return [column.isTime && terminalWidth !== undefined ? relativeTime(text, clock.now()) : text];
  });
}

function isList(values: Value | readonly Value[]): values is readonly Value[] {
  return Array.isArray(values);
}
