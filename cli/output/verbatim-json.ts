/** JSON of a gateway, shown with every number as it was written: JavaScript would round the long ones. */
import { visible } from './printable.ts';

/** The part of ES2026 (JSON.parse source text access) that TypeScript's libraries do not have yet. */
interface SourceAwareJson {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown;
  rawJSON(text: string): object;
}

const { parse, rawJSON } = JSON as unknown as SourceAwareJson;

/**
 * Reads JSON that `jsonText` will write. A number that JavaScript writes otherwise than it was written is an
 * object that only `jsonText` understands; all others are numbers.
 */
export function parseVerbatim(json: string): unknown {
  return parse(json, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && String(value) !== source ? rawJSON(source) : value,
  );
}

/**
 * @returns a value as indented JSON, without a character that a terminal would obey: within a text of JSON
 * each may be written as an escape, and means the same
 */
export function jsonText(value: unknown): string {
  return visible(JSON.stringify(value, null, 2), { keepLines: true });
}

/** @returns a value as JSON in one line, likewise */
export function jsonLine(value: unknown): string {
  return visible(JSON.stringify(value));
}

/** @returns the same JSON, indented */
export function indentedJson(json: string): string {
  return jsonText(parseVerbatim(json));
}
