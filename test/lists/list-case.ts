/** Lists as people have them, each with what has to become of it. All of them are invented. */

export interface ListCase {
  readonly name: string;
  readonly list: Buffer | string;
  /** People who are asked for, as `first last @ company`: nobody that a person would not have sent. */
  readonly sent?: readonly string[];
  /** Beginnings of `line(s): reason`. */
  readonly notSent?: readonly string[];
  /** Why it is no list. */
  readonly refused?: RegExp;
  /** A column that is not ours, with its cells in the results. */
  readonly carried?: { readonly column: string; readonly cells: readonly string[] };
  readonly notes?: RegExp;
}

export const ANN = 'Ann Lee @ Beta';
export const BOB = 'Bob Ray @ Acme';
export const CY = 'Cy Day @ Core';
export const HEADER = 'id,firstName,lastName,company';

/** @returns text of these lines, each ended */
export function lines(...all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}

/** @returns the text in an encoding that Buffer does not have */
export function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

/** @returns the text in Latin-1, which Windows-1252 is for these letters */
export function latin1(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}
