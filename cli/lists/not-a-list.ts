/** Files that a person may take for a list, by their first bytes, and how to make a list of each. */
const BY_SIGNATURE: readonly (readonly [hex: string, told: string])[] = [
  ['504b0304', 'is an Excel workbook or a ZIP archive: open it and save the sheet as "CSV UTF-8"'],
  ['d0cf11e0', 'is an old Excel workbook: open it and save the sheet as "CSV UTF-8"'],
  ['25504446', 'is a PDF: export the list as CSV where it comes from'],
  ['7b5c727466', 'is a text document (RTF): save the list as CSV'],
  ['425a68', 'is compressed with bzip2: decompress it first, or use gzip'],
  ['fd377a585a', 'is compressed with xz: decompress it first, or use gzip'],
  ['28b52ffd', 'is compressed with zstd: decompress it first, or use gzip'],
  ['52617221', 'is a RAR archive: unpack it first'],
  ['377abcaf', 'is a 7z archive: unpack it first'],
];
const BY_TEXT: readonly (readonly [beginning: RegExp, told: string])[] = [
  [/^\s*<(?:!doctype|html|head|table|\?xml)/i, 'is a web page or XML: export the list as CSV'],
  [/^\s*[[{]\s*["{\]}]/, 'is JSON, which goes to POST /v1/jobs:batch: this command takes CSV'],
];

/** @returns what the bytes are instead of a list, and what to do; undefined when they may be one */
export function notAList(head: Buffer): string | undefined {
  const hex = head.subarray(0, 8).toString('hex');
  const signed = BY_SIGNATURE.find(([signature]) => hex.startsWith(signature))?.[1];
  if (signed !== undefined) return signed;
  const text = head
    .subarray(0, 512)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  return BY_TEXT.find(([beginning]) => beginning.test(text))?.[1];
}
