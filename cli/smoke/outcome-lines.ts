/** What the person reads: a line for each check as it ends, then what to do about each that did not pass. */
import { CHECK_NAMES, type CheckName, type Earlier, type Outcome } from './check.ts';

const MARKS: Readonly<Record<Outcome['kind'], string>> = { passed: '✓', failed: '✗', unconfirmed: '?' };
const WIDTH = Math.max(...CHECK_NAMES.map((name) => name.length));
const COLUMNS = 100;

/** @param ms how long the check took */
export function outcomeLine(name: CheckName, { kind, seen }: Outcome, ms: number): string {
  return `${MARKS[kind]} ${name.padEnd(WIDTH)}  ${seen} (${Math.round(ms / 1000)} s)\n`;
}

/** @returns a paragraph for each check that leaves something to do, and how many passed */
export function closing(outcomes: Earlier): string {
  const paragraphs = [...outcomes].flatMap(([name, { todo }]) =>
    todo === undefined ? [] : [`\n${wrapped(`${name}: ${todo}`)}\n`],
  );
  const count = (kind: Outcome['kind']) => [...outcomes.values()].filter((one) => one.kind === kind).length;
  const counts = [
    `${count('passed')} passed`,
    ...(count('failed') > 0 ? [`${count('failed')} failed`] : []),
    ...(count('unconfirmed') > 0 ? [`${count('unconfirmed')} not known`] : []),
  ];
  return `${paragraphs.join('')}\n${counts.join(', ')}.\n`;
}

/** A command within backquotes or not is never broken within a word, so that it can be copied from two lines. */
function wrapped(text: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > COLUMNS) {
      lines.push(line);
      line = `  ${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}
