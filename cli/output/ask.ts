/** Questions to the person at the terminal. */
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** @returns whether the person says yes; the end of the input and an interruption are a no */
export type Ask = (question: string) => Promise<boolean>;

interface Terminals {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** Standard output is for what the command finds. */
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/** @returns undefined where no person would see the question, or could answer it */
export function personAtTerminal(
  signal: AbortSignal,
  { stdin, stderr }: Terminals = process,
): Ask | undefined {
  if (!stdin.isTTY || !stderr.isTTY) return undefined;
  return async (question) => {
    // The terminal edits the line itself: Ctrl-C stays a signal, which ends the question.
    const lines = createInterface({ input: stdin, terminal: false });
    stderr.write(question);
    try {
      const closed = once(lines, 'close', { signal }).then(() => ['']);
      const [answer] = await Promise.race([once(lines, 'line', { signal }), closed]);
      return /^y(?:es)?$/i.test(String(answer).trim());
    } catch {
      return false;
    } finally {
      lines.close();
    }
  };
}
