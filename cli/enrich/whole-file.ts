/**
 * A file that is there as a whole or not at all. It is written beside the one that may be there, and takes
 * its place when it is whole: at any moment there are the old contents or the new ones.
 */
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { lstat, rename, rm, stat } from 'node:fs/promises';
import { UserError } from '../output/user-error.ts';
import { inWords, type OutputTarget, partialOf, STANDARD_OUTPUT } from './output-target.ts';

export class WholeFile {
  readonly #target: OutputTarget;
  readonly #head: string;
  #out: WriteStream | NodeJS.WriteStream | undefined;
  #failure: NodeJS.ErrnoException | undefined;
  /** Of the partial file, by which it is known. */
  #inode: number | undefined;

  /**
   * @param target as `outputAt` gives it; nothing is opened before there is something to write
   * @param head stands before all that is written
   */
  constructor(target: OutputTarget, head = '') {
    this.#target = target;
    this.#head = head;
  }

  get #partialPath(): string {
    return partialOf(this.#target.path);
  }

  /** Writes text, no faster than the file takes it. @throws UserError when it takes no more */
  async write(text: string): Promise<void> {
    if (text === '') return;
    this.#out ??= await this.#open();
    this.#checkFailure();
    if (!this.#out.write(text)) await drained(this.#out);
    this.#checkFailure();
  }

  /** All is written: the file takes its place. @throws UserError */
  async finish(): Promise<void> {
    this.#out ??= await this.#open();
    await this.#close();
    this.#checkFailure();
    // From here on there is no partial file of this run, whether it takes its place or was taken away.
    this.#out = undefined;
    if (!this.#target.isStream) await this.#takePlace();
  }

  /** Not all is written, and no more will be. @returns where that is which was; undefined for nothing */
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
    if (this.#head !== '') out.write(this.#head);
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
