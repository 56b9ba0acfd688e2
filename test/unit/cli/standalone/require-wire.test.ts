import { describe, expect, it } from 'vitest';
import { UserError } from '../../../../cli/output/user-error.ts';
import { requireFindings } from '../../../../cli/standalone/require-wire.ts';
import { deviation, inOrder } from '../../../../shared/api/ledger-report.ts';

const finding = (check: string, state: 'warning' | 'wrong') =>
  deviation({ check, state, seen: `${check} is odd`, expected: 'well', actual: 'ill\u001b', fix: 'mend it' });

function told(...findings: Parameters<typeof requireFindings>[0]) {
  const lines: string[] = [];
  requireFindings(findings, (line) => lines.push(line));
  return lines;
}

describe('the wire, before a gateway starts', () => {
  it('says nothing when it is in order, and warns of what a person may have to look at', () => {
    expect(told(inOrder('topics', 'all is well'))).toEqual([]);
    expect(told(finding('names', 'warning'))).toEqual(['⚠ names is odd (ill\\u001b): mend it.']);
  });

  it('lets it start while the network fails, which may pass', () => {
    expect(told(finding('network', 'wrong'))).toEqual(['⚠ network is odd (ill\\u001b): mend it.']);
  });

  it('keeps it from starting with a line for each thing that is wrong', () => {
    const start = () => told(finding('topics', 'wrong'), finding('key-file', 'wrong'));
    expect(start).toThrow(UserError);
    expect(start).toThrow(
      'Nothing was sent, and nothing pulled:\n  topics is odd (ill\\u001b): mend it.\n  key-file is odd (ill\\u001b): mend it.',
    );
    expect(start).toThrow(expect.objectContaining({ exitCode: 2 }));
  });

  it('ends with 1 for a clock alone, which a machine sets by itself after its start', () => {
    expect(() => told(finding('clock', 'wrong'))).toThrow(expect.objectContaining({ exitCode: 1 }));
    const both = () => told(finding('clock', 'wrong'), finding('topics', 'wrong'));
    expect(both).toThrow(expect.objectContaining({ exitCode: 2 }));
  });
});
