/** Questions to the person at the terminal. */
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** @returns whether the person says yes; the end of the input and an interruption are a no */
export type Ask = (question: string) => Promise<boolean>;

/** @returns the line that the person types; undefined at the end of the input and an interruption */
export type Prompt = (question: string) => Promise<string | undefined>;

interface Terminals {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** Standard output is for what the command finds. */
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/** @returns undefined where no person would see the question, or could answer it */
export function personAtTerminal(signal: AbortSignal, terminals: Terminals = process): Ask | undefined {
  const prompt = promptAtTerminal(signal, terminals);
  return prompt && (async (question) => /^y(?:es)?$/i.test((await prompt(question))?.trim() ?? ''));
}

/** @returns undefined where no person would see the question, or could answer it */
export function promptAtTerminal(
  signal: AbortSignal,
  { stdin, stderr }: Terminals = process,
): Prompt | undefined {
  if (!stdin.isTTY || !stderr.isTTY) return undefined;
  return async (question) => {
    // The terminal edits the line itself: Ctrl-C stays a signal, which ends the question.
    const lines = createInterface({ input: stdin, terminal: false });
    stderr.write(question);
    try {
      const closed = once(lines, 'close', { signal }).then(() => [undefined]);
      const [answer] = await Promise.race([once(lines, 'line', { signal }), closed]);
      return answer === undefined ? undefined : String(answer);
    } catch {
      return undefined;
    } finally {
      lines.close();
    }
  };
}
