/**
 * A file of results. It is written beside the one that may be there, and takes its place when it is whole: at
 * any moment there are the old results or the new ones.
 */
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { lstat, rename, rm, stat } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';
import { UserError } from '../output/user-error.ts';
import { asText } from './formula-cells.ts';
import { inWords, type OutputTarget, partialOf, STANDARD_OUTPUT } from './output-target.ts';

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
  readonly #target: OutputTarget;
  readonly #options: ResultsFileOptions;
  #out: WriteStream | NodeJS.WriteStream | undefined;
  #failure: NodeJS.ErrnoException | undefined;
  /** Of the partial file, by which it is known. */
  #inode: number | undefined;

  /** @param target as `outputAt` gives it; nothing is opened before there is something to write */
  constructor(target: OutputTarget, options: ResultsFileOptions) {
    this.#target = target;
    this.#options = options;
  }

  get #partialPath(): string {
    return partialOf(this.#target.path);
  }

  /** Writes rows, no faster than the file takes them. @throws UserError when it takes no more */
  async write(rows: readonly (readonly string[])[]): Promise<void> {
    if (rows.length === 0) return;
    this.#out ??= await this.#open();
    this.#checkFailure();
    if (!this.#out.write(this.#text(rows))) await drained(this.#out);
    this.#checkFailure();
  }

  /** All rows are written: the file takes its place. @throws UserError */
  async finish(): Promise<void> {
    this.#out ??= await this.#open();
    await this.#close();
    this.#checkFailure();
    // From here on there is no partial file of this run, whether it takes its place or was taken away.
    this.#out = undefined;
    if (!this.#target.isStream) await this.#takePlace();
  }

  /** Not all rows are written, and none will be. @returns where those are that were; undefined for none */
  async leave(): Promise<string | undefined> {
    if (!this.#out) return undefined;
    await this.#close();
    return this.#target.isStream ? undefined : this.#partialPath;
  }

  /** @throws UserError when another run with the same output has begun meanwhile: its rows stand there now */
  async #takePlace(): Promise<void> {
    const there = await stat(this.#partialPath).catch(() => undefined);
    if (there?.ino !== this.#inode)
      throw new UserError(
        `${this.#target.path} is written by another run, which has begun since: its results will stand there.`,
      );
    await rename(this.#partialPath, this.#target.path);
  }

  async #open(): Promise<WriteStream | NodeJS.WriteStream> {
    const out = await this.#stream();
    out.on('error', (error) => {
      this.#failure ??= error;
    });
    if (out !== process.stdout)
      await once(out, 'open').catch((error) => {
        throw new UserError(`${this.#target.path} cannot be written (${error.code}).`);
      });
    if (!this.#target.isStream) this.#inode = (await stat(this.#partialPath)).ino;
    const { form, header } = this.#options;
    out.write(`${form.excel ? '\uFEFF' : ''}${this.#text([header])}`);
    return out;
  }

  /** A file that another run has left, or still writes, is not written over: this one is another. */
  async #stream(): Promise<WriteStream | NodeJS.WriteStream> {
    const { path, isStream, mode } = this.#target;
    if (path === STANDARD_OUTPUT) return process.stdout;
    if (isStream) return createWriteStream(path);
    const left = await lstat(this.#partialPath).catch(() => undefined);
    if (left?.isFile()) await rm(this.#partialPath);
    return createWriteStream(this.#partialPath, mode === undefined ? {} : { mode });
  }

  #text(rows: readonly (readonly string[])[]): string {
    const { excel, separator } = this.#options.form;
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

  async #close(): Promise<void> {
    const out = this.#out;
    if (!out || this.#failure) return;
    await new Promise<void>((resolve) => {
      // Called before the event `error`, and the only word of it when the last bytes find the disk full.
      const ended = (error?: NodeJS.ErrnoException | null) => {
        this.#failure ??= out.errored ?? error ?? undefined;
        resolve();
      };
      out.once('error', ended);
      if (out === process.stdout) out.write('', ended);
      else out.end(ended);
    });
  }

  #checkFailure(): void {
    if (!this.#failure) return;
    if (this.#failure.code === 'EPIPE') throw new OutputClosed();
    const told = this.#failure.code === 'ENOSPC' ? 'the disk is full' : this.#failure.code;
    const kept = this.#target.isStream ? '' : ` What was written until then is in ${this.#partialPath}.`;
    throw new UserError(`${inWords(this.#target.path)} cannot be written: ${told}.${kept}`);
  }
}

/** Resolves once more may be written, or never will be. */
async function drained(out: NodeJS.WritableStream): Promise<void> {
  const done = new AbortController();
  const { signal } = done;
  await Promise.race(['drain', 'close', 'error'].map((event) => once(out, event, { signal }))).catch(
    () => undefined,
  );
  done.abort();
}

/** The reader of our output has had enough of it: `| head`, for one. */
export class OutputClosed extends Error {}
