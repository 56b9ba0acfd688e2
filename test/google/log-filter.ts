/**
 * As much of Cloud Logging's query language as the command line writes: comparisons joined by AND, OR within
 * parentheses, NOT before one
 * (https://cloud.google.com/logging/docs/view/logging-query-language).
 */

export type StoredEntry = Readonly<Record<string, unknown>> & { readonly timestamp: string };

/** @throws Error for a filter that is none of the few forms, so that no test passes by chance */
export function matches(entry: StoredEntry, filter: string): boolean {
  return split(filter, ' AND ').every((term) => holds(entry, term));
}

function holds(entry: StoredEntry, term: string): boolean {
  const group = /^\((.*)\)$/.exec(term)?.[1];
  if (term.startsWith('NOT ')) return !holds(entry, term.slice('NOT '.length));
  if (group !== undefined) return split(group, ' OR ').some((one) => holds(entry, one));
  const [, path = '', operator, operand = ''] = /^([\w.]+)(=|>=|:)(.*)$/.exec(term) ?? [];
  const value = path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], entry);
  if (operator === ':' && operand === '*') return value !== undefined;
  if (operator === ':') return String(value ?? '').includes(text(operand));
  if (operator === '>=' && path === 'timestamp')
    return Date.parse(String(value)) >= Date.parse(text(operand));
  const alternatives = /^\((.*)\)$/.exec(operand)?.[1]?.split(' OR ') ?? [operand];
  if (operator === '=') return alternatives.map(text).includes(String(value));
  throw new Error(`no such filter: ${term}`);
}

function text(operand: string): string {
  const inner = /^"([^"]*)"$/.exec(operand)?.[1];
  if (inner === undefined) throw new Error(`not in quotes: ${operand}`);
  return inner;
}

/** Splits outside of parentheses. */
function split(filter: string, by: string): string[] {
  const terms: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < filter.length; i += 1) {
    if (filter[i] === '(') depth += 1;
    if (filter[i] === ')') depth -= 1;
    if (depth === 0 && filter.startsWith(by, i)) {
      terms.push(filter.slice(from, i));
      from = i + by.length;
    }
  }
  return [...terms, filter.slice(from)];
}
