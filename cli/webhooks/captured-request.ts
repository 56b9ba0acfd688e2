/** A request as it was written to a file: headers, a blank line, and the body byte for byte. */

export interface CapturedRequest {
  /** Names in lower case; of one that is there twice, the last. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The blank line may end as lines of HTTP do, or as those of a text. */
const BLANK_LINES = ['\r\n\r\n', '\n\n'] as const;

/** @returns undefined where there is no blank line between headers and body */
export function readRequest(bytes: Buffer): CapturedRequest | undefined {
  const [blank] = BLANK_LINES.map((line) => ({ at: bytes.indexOf(line), length: line.length }))
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => a.at - b.at);
  if (!blank) return undefined;
  const head = bytes.subarray(0, blank.at).toString('latin1');
  return { headers: headersIn(head), body: bytes.subarray(blank.at + blank.length) };
}

/** Lines that are no header, such as the request line, are passed over. */
function headersIn(head: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of head.split('\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
    if (name !== '' && !name.includes(' ')) headers[name] = line.slice(colon + 1).trim();
  }
  return headers;
}
