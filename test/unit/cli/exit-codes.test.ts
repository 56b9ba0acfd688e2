import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  CALL_CODES,
  CONSOLE_CODES,
  DOCTOR_CODES,
  DRY_RUN_CODES,
  ENRICH_CODES,
  FIELD_CHECK_CODES,
  INIT_CODES,
  JOB_ACT_CODES,
  LEDGER_CODES,
  LETTER_ACT_CODES,
  LOCAL_CODES,
  OPERATION_CODES,
  RECONCILE_CODES,
  REDRIVE_CODES,
  SMOKE_CODES,
  VERIFY_CODES,
  WAIT_CODES,
  WEBHOOK_REPLAY_CODES,
  WEBHOOK_TEST_CODES,
} from '../../../cli/exit-codes.ts';
import { commandLine } from '../../e2e/command-line.ts';

const { run } = commandLine();

describe('the help', () => {
  it.each([
    ['enrich', ENRICH_CODES],
    ['smoke', SMOKE_CODES],
    ['console', CONSOLE_CODES],
    ['init', INIT_CODES],
    ['doctor', DOCTOR_CODES],
    ['reconcile', RECONCILE_CODES],
    ['status', CALL_CODES],
    ['budgets', CALL_CODES],
    ['usage', CALL_CODES],
    ['jobs list', CALL_CODES],
    ['jobs show', CALL_CODES],
    ['jobs count', CALL_CODES],
    ['jobs wait', WAIT_CODES],
    ['digest show', CALL_CODES],
    ['digest check', FIELD_CHECK_CODES],
    ['jobs retry', JOB_ACT_CODES],
    ['jobs replay', JOB_ACT_CODES],
    ['jobs redeliver', JOB_ACT_CODES],
    ['jobs reveal', CALL_CODES],
    ['operations list', CALL_CODES],
    ['operations show', CALL_CODES],
    ['operations watch', OPERATION_CODES],
    ['operations abort', CALL_CODES],
    ['holds list', CALL_CODES],
    ['holds place', CALL_CODES],
    ['holds release', DRY_RUN_CODES],
    ['dead list', CALL_CODES],
    ['dead show', CALL_CODES],
    ['dead export', CALL_CODES],
    ['dead redrive', REDRIVE_CODES],
    ['dead drop', LETTER_ACT_CODES],
    ['erasures create', DRY_RUN_CODES],
    ['webhooks list', CALL_CODES],
    ['webhooks test', WEBHOOK_TEST_CODES],
    ['webhooks replay', WEBHOOK_REPLAY_CODES],
    ['ledger export', LEDGER_CODES],
    ['ledger import', LEDGER_CODES],
    ['ledger reopen', LEDGER_CODES],
    ['webhooks new-secret', LOCAL_CODES],
    ['webhooks verify', VERIFY_CODES],
    ['profiles add', LOCAL_CODES],
    ['profiles list', LOCAL_CODES],
    ['profiles use', LOCAL_CODES],
    ['profiles remove', LOCAL_CODES],
  ])('of %s says what each exit code means', async (command, meant) => {
    const { stdout } = await run(...command.split(' '), '--help');
    const codes = [...(stdout.split('Exit codes:')[1]?.matchAll(/^ {2}(\d+) +(\S.*)$/gm) ?? [])];
    expect(Object.fromEntries(codes.map(([, code, meaning]) => [code, meaning]))).toEqual(meant);
    const options = new Set(
      [...(stdout.split('Exit codes:')[0]?.matchAll(/^ {2}.*?(--[a-z-]+)/gm) ?? [])].map(([, name]) => name),
    );
    for (const meaning of Object.values(meant))
      for (const [named] of meaning.matchAll(/--[a-z-]+/g)) expect(options).toContain(named);
  });
});

describe('an exit code', () => {
  it('is one of few, and those of enrich are what they always were', () => {
    expect(Object.keys(ENRICH_CODES).map(Number)).toEqual([0, 1, 2, 3, 4, 130, 141]);
    expect(Object.keys(SMOKE_CODES).map(Number)).toEqual([0, 1, 2, 130]);
    expect(Object.keys(DOCTOR_CODES).map(Number)).toEqual([0, 1, 2, 130]);
    expect(Object.keys(CALL_CODES).map(Number)).toEqual([0, 1, 2, 4, 130]);
    expect(Object.keys(JOB_ACT_CODES).map(Number)).toEqual([0, 1, 2, 4, 5, 130]);
  });
});

describe('docs/command-line.md', () => {
  it('lists every exit code', () => {
    const document = readFileSync(join(import.meta.dirname, '../../../docs/command-line.md'), 'utf8');
    const listed = [...document.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
    const all = [ENRICH_CODES, SMOKE_CODES, CALL_CODES, JOB_ACT_CODES, WAIT_CODES, LOCAL_CODES].flatMap(
      (codes) => Object.keys(codes).map(Number),
    );
    expect(listed).toEqual([...new Set(all)].toSorted((a, b) => a - b));
  });
});
