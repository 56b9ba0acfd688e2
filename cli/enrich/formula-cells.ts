/** Cells that a spreadsheet would take for a formula, and run, when it opens the results. */

/** Beginnings of formulas (owasp.org/www-community/attacks/CSV_Injection). */
const FORMULA = /^[=+\-@\t\r\n]/;
/** A sign and digits compute nothing worse than a number: phone numbers stay as they are. */
const NUMBER = /^[+-][\d ()./-]*$/;

/** @returns the cell as text: with an apostrophe before it where a spreadsheet would compute it */
export function asText(cell: string): string {
  return FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
}

/** @returns the cell as it was before `asText` */
export function withoutApostrophe(cell: string): string {
  return cell.startsWith("'") && asText(cell.slice(1)) === cell ? cell.slice(1) : cell;
}
