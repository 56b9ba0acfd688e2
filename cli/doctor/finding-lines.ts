/** Findings as they are written: a line for each. */
import { styleText } from 'node:util';
import type { Finding } from '../../client/operator.ts';
import { DONE, FAULT } from '../exit-codes.ts';
import type { Column, Style } from '../output/column.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { createListing, type Listing } from '../output/listing.ts';
import { visible } from '../output/printable.ts';
import type { Sink } from '../output/sink.ts';

interface Mark {
  readonly mark: string;
  readonly style: Style;
}

const MARKS: Readonly<Record<string, Mark>> = {
  ok: { mark: '✓', style: 'green' },
  warning: { mark: '⚠', style: 'yellow' },
  wrong: { mark: '✗', style: 'red' },
};
/** Of a state that is new to this version. */
const UNKNOWN: Mark = { mark: '?', style: 'yellow' };

const COLUMNS: readonly Column<Finding>[] = [
  { name: 'state', of: ({ state }) => state },
  { name: 'check', of: ({ check }) => check },
  { name: 'seen', of: ({ seen }) => seen },
  { name: 'expected', of: ({ expected }) => expected },
  { name: 'actual', of: ({ actual }) => actual },
  { name: 'fix', of: ({ fix }) => fix },
];

/** The members of a finding. */
export const FINDING_FIELDS = COLUMNS.map(({ name }) => name);

/** @returns a listing that writes lines to a terminal, tab-separated values elsewhere, or JSON */
export function findingLines(sink: Sink, json: JsonFields | undefined): Listing<Finding> {
  if (json !== undefined || sink.terminalWidth === undefined)
    return createListing<Finding>(sink, { columns: COLUMNS, json });
  return {
    add: (finding) => void sink.stream.write(`${lineOf(finding, sink)}\n`),
    end: () => undefined,
  };
}

/** It is not cut, so that a command in it can be copied: a terminal breaks its line. */
function lineOf({ state, seen, expected, actual, fix }: Finding, { stream }: Sink): string {
  const { mark, style } = MARKS[state] ?? UNKNOWN;
  const parts = [
    seen,
    ...(expected === null ? [] : [`expected ${expected}`]),
    ...(actual === null ? [] : [`actual ${actual}`]),
    ...(fix === null ? [] : [`fix: ${fix}`]),
  ];
  return `${styleText(style, mark, { stream })} ${visible(parts.join(' / '))}`;
}

/** @returns how many findings there are of each kind, in a sentence */
export function inShort(findings: readonly Finding[]): string {
  const count = (state: string) => findings.filter((finding) => finding.state === state).length;
  const [fine, wrong] = [count('ok'), count('wrong')];
  const others = findings.length - fine - wrong;
  return [
    `${fine} in order`,
    ...(others > 0 ? [`${others} to decide`] : []),
    ...(wrong > 0 ? [`${wrong} wrong`] : []),
  ].join(', ');
}

/** @returns the exit code: warnings are for a person to decide, and no fault */
export function codeOf(findings: readonly Finding[]): typeof DONE | typeof FAULT {
  return findings.some(({ state }) => state === 'wrong') ? FAULT : DONE;
}
