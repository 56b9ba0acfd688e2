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
 * @returns the same JSON, indented. Numbers stay as they are written: JavaScript would round the long ones.
 */
export function indentedJson(json: string): string {
  const verbatim = parse(json, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined ? rawJSON(source) : value,
  );
  return JSON.stringify(verbatim, null, 2);
}
