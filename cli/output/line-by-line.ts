/** Items as they come, a line for each, without end: so widths are fixed, and JSON is a document a line. */
import { styleText } from 'node:util';
import { type Column, textsOf } from './column.ts';
import { displayWidth } from './display-width.ts';
import { picked } from './json-fields.ts';
import type { Listing, ListingOptions } from './listing.ts';
import { tsvCell, visible } from './printable.ts';
import type { Sink } from './sink.ts';
import { jsonLine } from './verbatim-json.ts';

const GAP = '  ';

/** @param columns each padded to the width that it names, and never cut: what is followed is copied from */
export function createLines<Item extends object>(
  sink: Sink,
  { columns, json }: ListingOptions<Item>,
): Pick<Listing<Item>, 'add'> {
  const lineOf = (item: Item): string => {
    if (json) return jsonLine(picked(item, json));
    const texts = columns.map((column) => ({ column, text: textsOf(column, item, sink).join(', ') }));
    if (sink.terminalWidth === undefined) return texts.map(({ text }) => tsvCell(text)).join('\t');
    return texts
      .map(({ column, text }) => padded(sink, item, { column, text: visible(text) }))
      .join(GAP)
      .trimEnd();
  };
  return { add: (item) => void sink.stream.write(`${lineOf(item)}\n`) };
}

function padded<Item>(
  { stream }: Sink,
  item: Item,
  { column, text }: { readonly column: Column<Item>; readonly text: string },
): string {
  const style = column.style?.(item);
  const gap = ' '.repeat(Math.max(0, (column.width ?? 0) - displayWidth(text)));
  return (style ? styleText(style, text, { stream }) : text) + gap;
}
