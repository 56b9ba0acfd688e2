import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CHECKS } from '../../../../cli/doctor/cloud/examine-cloud.ts';
import { LEDGER_REPORT } from '../../../../shared/api/examples.ts';

it('docs/operate.md lists every check', () => {
  const document = readFileSync(join(import.meta.dirname, '../../../../docs/operate.md'), 'utf8');
  const table = document.split('| check | what is looked at |')[1]?.split('\n\n')[0] ?? '';
  const listed = [...table.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name),
  );
  const ofLedger = LEDGER_REPORT.findings.map(({ check }) => check);
  expect(listed).toEqual([...ofLedger, 'clocks', 'ledger', ...Object.keys(CHECKS)]);
});
