/** A list as it is written: a table on a terminal, tab-separated values elsewhere, or JSON. */
import { styleText } from 'node:util';
import { type Column, headerOf, type Style, textsOf } from './column.ts';
import { type JsonFields, picked } from './json-fields.ts';
import { tsvCell, visible } from './printable.ts';
import type { Sink } from './sink.ts';
import { type TableCell, tableLines } from './table.ts';
import { jsonText } from './verbatim-json.ts';

/** Writes its items as they come, but a table at its end, since its widths are those of all. */
export interface Listing<Item> {
  add(item: Item): void;
  end(): void;
}

export interface ListingOptions<Item> {
  readonly columns: readonly Column<Item>[];
  /** Undefined for a table or tab-separated values. */
  readonly json: JsonFields | undefined;
}

export function createListing<Item extends object>(
  sink: Sink,
  { columns, json }: ListingOptions<Item>,
): Listing<Item> {
  if (json) return jsonListing(sink, json);
  return sink.terminalWidth === undefined
    ? tsvListing(sink, columns)
    : tableListing(sink, columns, sink.terminalWidth);
}

/** One item in full: its columns one below the other. */
export function writeDetails<Item extends object>(
  sink: Sink,
  item: Item,
  { columns, json }: ListingOptions<Item>,
): void {
  const { stream, terminalWidth } = sink;
  if (json) return void stream.write(`${jsonText(picked(item, json))}\n`);
  const width = Math.max(...columns.map((column) => headerOf(column).length));
  for (const column of columns)
    for (const [i, text] of textsOf(column, item, sink).entries()) {
      const header = (i === 0 ? headerOf(column) : '').padEnd(width);
      const line =
        terminalWidth === undefined
          ? `${column.name}\t${tsvCell(text)}`
          : `${painted(sink, 'bold', header)}  ${painted(sink, column.style?.(item), visible(text))}`;
      stream.write(`${line}\n`);
    }
}

function tableListing<Item>(sink: Sink, columns: readonly Column<Item>[], width: number): Listing<Item> {
  const headers = columns.map((column) => ({
    text: headerOf(column),
    paint: (header: string) => painted(sink, 'bold', header),
    isKept: column.isKept,
  }));
  const rows: TableCell[][] = [];
  return {
    add: (item) => {
      const row = columns.map((column) => {
        const style = column.style?.(item);
        const text = visible(textsOf(column, item, sink).join(', '));
        return { text, paint: (cut: string) => painted(sink, style, cut) };
      });
      rows.push(row);
    },
    end: () => {
      if (rows.length === 0) return;
      for (const line of tableLines(headers, rows, width)) sink.stream.write(`${line}\n`);
    },
  };
}

function tsvListing<Item>(sink: Sink, columns: readonly Column<Item>[]): Listing<Item> {
  return {
    add: (item) => {
      const cells = columns.map((column) => tsvCell(textsOf(column, item, sink).join(', ')));
      sink.stream.write(`${cells.join('\t')}\n`);
    },
    end: () => undefined,
  };
}

/** As `jsonText` of the whole array, written item by item. */
function jsonListing<Item extends object>(sink: Sink, fields: JsonFields): Listing<Item> {
  let isEmpty = true;
  return {
    add: (item) => {
      const text = jsonText(picked(item, fields)).replaceAll('\n', '\n  ');
      sink.stream.write(`${isEmpty ? '[' : ','}\n  ${text}`);
      isEmpty = false;
    },
    end: () => void sink.stream.write(isEmpty ? '[]\n' : '\n]\n'),
  };
}

/** Coloured if NO_COLOR, FORCE_COLOR and the terminal have it so. */
function painted({ stream }: Sink, style: Style | undefined, text: string): string {
  return style ? styleText(style, text, { stream }) : text;
}
