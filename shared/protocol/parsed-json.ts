/**
 * @param text of any kind: a person may have changed a document by hand
 * @returns the value of a JSON text; undefined for null, and for a text that is none. Never throws
 */
export function parsedJson(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
