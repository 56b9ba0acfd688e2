import { describe, expect, it } from 'vitest';
import { codeOf, FINDING_FIELDS, findingLines, inShort } from '../../../../cli/doctor/finding-lines.ts';
import type { Finding } from '../../../../client/operator.ts';
import { LedgerReportSchema } from '../../../../shared/api/ledger-report.ts';
import { recordedSink } from '../output/recorded-sink.ts';

const FINE: Finding = { check: 'a', state: 'ok', seen: 'well', expected: null, actual: null, fix: null };
const FINDINGS: readonly Finding[] = [
  FINE,
  { check: 'b', state: 'warning', seen: 'odd', expected: '1', actual: '2', fix: 'look' },
  { check: 'c', state: 'wrong', seen: 'bad', expected: 'x', actual: '\u001b[2Jy\tz', fix: 'gcloud mend' },
  { ...FINE, check: 'd', state: 'new', seen: 'of a newer gateway' },
];

function written(width: number | undefined, json?: readonly string[]) {
  const sink = recordedSink(width);
  const listing = findingLines(sink, json);
  for (const finding of FINDINGS) listing.add(finding);
  listing.end();
  return sink.written();
}

describe('findings', () => {
  it('are lines on a terminal, never cut, and obey nothing', () => {
    expect(written(20)).toBe(
      [
        '\u001b[32m✓\u001b[39m well',
        '\u001b[33m⚠\u001b[39m odd / expected 1 / actual 2 / fix: look',
        '\u001b[31m✗\u001b[39m bad / expected x / actual \\u001b[2Jy\\tz / fix: gcloud mend',
        '\u001b[33m?\u001b[39m of a newer gateway',
        '',
      ].join('\n'),
    );
  });

  it('are tab-separated values elsewhere', () => {
    expect(written(undefined)).toBe(
      [
        'ok\ta\twell\t\t\t',
        'warning\tb\todd\t1\t2\tlook',
        'wrong\tc\tbad\tx\t\\u001b[2Jy\\tz\tgcloud mend',
        'new\td\tof a newer gateway\t\t\t',
        '',
      ].join('\n'),
    );
  });

  it('are one JSON document, of the members that are asked for', () => {
    expect(JSON.parse(written(80, []))).toEqual(FINDINGS);
    expect(JSON.parse(written(undefined, ['check', 'state']))).toEqual(
      FINDINGS.map(({ check, state }) => ({ check, state })),
    );
    const finding = LedgerReportSchema.unwrap().shape.findings.element.unwrap();
    expect(FINDING_FIELDS.toSorted()).toEqual(Object.keys(finding.shape).toSorted());
  });

  it('are counted in short', () => {
    expect(inShort(FINDINGS)).toBe('1 in order, 2 to decide, 1 wrong');
    expect(inShort([FINE])).toBe('1 in order');
  });

  it('are a fault as soon as one of them is wrong', () => {
    expect(codeOf(FINDINGS)).toBe(1);
    expect(codeOf(FINDINGS.filter(({ state }) => state !== 'wrong'))).toBe(0);
  });
});
