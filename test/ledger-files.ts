/** Files of ledgers, each in a folder of its own, closed and removed when the test that asked is over. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { LedgerFile } from '../shared/adapters/sqlite/ledger-file.ts';

/** @returns a path that no file has had */
export function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'ledger.sqlite');
}

export function openLedger(path = newPath(), repositoryId = 'repository-1'): LedgerFile {
  const file = LedgerFile.open(path, { repositoryId });
  onTestFinished(() => file.close());
  return file;
}
