/** A file of results, or of rejects: CSV, and there as a whole or not at all. */
import { stringify } from 'csv-stringify/sync';
import { asText } from './formula-cells.ts';
import type { OutputTarget } from './output-target.ts';
import { WholeFile } from './whole-file.ts';

export interface CsvForm {
  readonly separator: string;
  /** For Excel: a byte order mark, CRLF, and no cell that it would compute. */
  readonly excel: boolean;
}

interface ResultsFileOptions {
  readonly form: CsvForm;
  readonly header: readonly string[];
}

export class ResultsFile {
  readonly #file: WholeFile;
  readonly #form: CsvForm;

  /** @param target as `outputAt` gives it; nothing is opened before there is something to write */
  constructor(target: OutputTarget, { form, header }: ResultsFileOptions) {
    this.#form = form;
    this.#file = new WholeFile(target, `${form.excel ? '\uFEFF' : ''}${csvText([header], form)}`);
  }

  /** Writes rows, no faster than the file takes them. @throws UserError when it takes no more */
  write(rows: readonly (readonly string[])[]): Promise<void> {
    return this.#file.write(csvText(rows, this.#form));
  }

  /** All rows are written: the file takes its place. @throws UserError */
  finish(): Promise<void> {
    return this.#file.finish();
  }

  /** Not all rows are written, and none will be. @returns where those are that were; undefined for none */
  leave(): Promise<string | undefined> {
    return this.#file.leave();
  }
}

/** @returns rows as they stand in such a file */
export function csvText(rows: readonly (readonly string[])[], { excel, separator }: CsvForm): string {
  return stringify(
    rows.map((row) => (excel ? row.map(asText) : [...row])),
    {
      delimiter: separator,
      record_delimiter: excel ? '\r\n' : '\n',
      // All line ends are line ends to the next reader.
      quoted_match: /[\r\n]/,
    },
  );
}
