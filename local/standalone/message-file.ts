import { type FileHandle, open } from 'node:fs/promises';
import { PublishError } from '../../shared/ports/errors.ts';
import type { Publisher } from '../../shared/ports/publisher.ts';
import type { Message, MessageId } from '../../shared/protocol/message.ts';
import { parsedJson } from '../../shared/protocol/parsed-json.ts';

/** Bytes of the end of a file in which its last line begins. */
const LONGEST_LINE = 16_000_000;
const NEW_LINE = 0x0a;

export interface Lines {
  /** How each of them begins: a part of another text is not taken for one. */
  readonly begin: string;
  /** @returns a line of JSON */
  readonly of: (message: Message) => string;
}

/**
 * Messages as lines of a file, each on the disk before it counts as published. The file is opened for each
 * set, so that it may be moved away meanwhile.
 */
export class MessageFile implements Publisher {
  readonly #path: string;
  readonly #lines: Lines;
  #last: Promise<unknown> = Promise.resolve();
  #isWhole = false;
  #published = 0;

  constructor(path: string, lines: Lines) {
    this.#path = path;
    this.#lines = lines;
  }

  async publish(topic: string, message: Message): Promise<MessageId> {
    const [outcome] = await this.publishAll(topic, [message]);
    if (outcome === undefined || outcome instanceof PublishError) throw outcome;
    return outcome;
  }

  /** @returns for all of them the same: they are in the file together, or none is */
  async publishAll(
    _topic: string,
    messages: readonly Message[],
  ): Promise<readonly (MessageId | PublishError)[]> {
    const lines = messages.map((message) => `${this.#lines.of(message)}\n`).join('');
    // One set after another: a part of one that fails is taken back.
    const written = this.#last.then(() => this.#append(lines));
    this.#last = written.catch(() => undefined);
    try {
      await written;
    } catch (cause) {
      const fault = new PublishError('unavailable', 'The file of results cannot be written.', { cause });
      return messages.map(() => fault);
    }
    return messages.map(() => {
      this.#published += 1;
      return String(this.#published) as MessageId;
    });
  }

  async #append(lines: string): Promise<void> {
    const file = await open(this.#path, 'a+', 0o600);
    try {
      // A pipe that nobody reads would hold up all work with files, sooner or later.
      if (!(await file.stat()).isFile()) throw new Error('It is no file.');
      if (!this.#isWhole) await endLastLine(file, this.#lines.begin);
      this.#isWhole = true;
      const { size } = await file.stat();
      try {
        await file.appendFile(lines);
        await file.datasync();
      } catch (error) {
        // Where not even that is possible, the next set finds the part of a line.
        this.#isWhole = false;
        await file.truncate(size);
        throw error;
      }
    } finally {
      await file.close();
    }
  }
}

/**
 * A crash may have left a part of a line, whose message is published again: it is taken back. Any other text
 * is somebody's, and stays.
 */
async function endLastLine(file: FileHandle, begin: string): Promise<void> {
  const { size } = await file.stat();
  const from = Math.max(0, size - LONGEST_LINE);
  const end = Buffer.alloc(size - from);
  await file.read(end, 0, end.length, from);
  const last = end.lastIndexOf(NEW_LINE) + 1;
  if (last === end.length) return;
  const text = end.toString('utf8', last);
  const isPart = text.startsWith(begin) || begin.startsWith(text);
  const isWhole = parsedJson(text) !== undefined;
  await (isPart && !isWhole ? file.truncate(from + last) : file.appendFile('\n'));
}
