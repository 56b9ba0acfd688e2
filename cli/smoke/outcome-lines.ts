/** The text that the person reads: a line for each check as it ends, then what to do about some. */
import { CHECK_NAMES, type CheckName, type Earlier, type Outcome } from './check.ts';

const MARKS: Readonly<Record<Outcome['kind'], string>> = { passed: '✓', failed: '✗', unconfirmed: '?' };
const WIDTH = Math.max(...CHECK_NAMES.map((name) => name.length));

/** @param ms how long the check took */
export function outcomeLine(name: CheckName, { kind, seen }: Outcome, ms: number): string {
  return `${MARKS[kind]} ${name.padEnd(WIDTH)}  ${seen} (${Math.round(ms / 1000)} s)\n`;
}

/**
 * @returns a paragraph for each check that leaves something to do, and how many passed. A paragraph is one
 * line, so that a command in it can be copied.
 */
export function closing(outcomes: Earlier): string {
  const paragraphs = [...outcomes].flatMap(([name, { advice }]) =>
    advice === undefined ? [] : [`\n${name}: ${advice}\n`],
  );
  const count = (kind: Outcome['kind']) => [...outcomes.values()].filter((one) => one.kind === kind).length;
  const counts = [
    `${count('passed')} passed`,
    ...(count('failed') > 0 ? [`${count('failed')} failed`] : []),
    ...(count('unconfirmed') > 0 ? [`${count('unconfirmed')} not known`] : []),
  ];
  return `${paragraphs.join('')}\n${counts.join(', ')}.\n`;
}
