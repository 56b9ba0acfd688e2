/** Problems of a configuration as a person is told them: with the remedy, and without any value. */
import type * as z from 'zod';

/** In the words of a rule where it has some, and else in ours: zod tells the kind, and not what to do. */
export function inWords({ message, ...issue }: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => JSON.stringify(key)).join(', ');
    return issue.keys.length === 1
      ? `has the unknown member ${names}: leave it out, or mend its spelling`
      : `has the unknown members ${names}: leave them out, or mend their spelling`;
  }
  const [, expected, received] = /^Invalid input: expected (\w+), received (\w+)$/.exec(message) ?? [];
  if (expected === undefined || received === undefined) return message;
  const wanted = withArticle(expected === 'record' ? 'object' : expected);
  return received === 'undefined'
    ? `is required: give ${wanted}`
    : `must be ${wanted}, not ${withArticle(received)}`;
}

function withArticle(kind: string): string {
  if (kind === 'null') return kind;
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

/** @returns the variable or member, and where within it */
export function describePath([name, ...inner]: readonly PropertyKey[]): string {
  return inner.length === 0 ? String(name) : `${String(name)} (at /${inner.map(String).join('/')})`;
}
