/** Files of ledgers in a folder of their own, closed and removed when the tests of a file are over. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { LedgerFile } from '../shared/adapters/sqlite/ledger-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'ledgers-'));
const files: LedgerFile[] = [];
let names = 0;

/** @returns a path that no file has had */
export function newPath(): string {
  names += 1;
  return join(folder, `${names}.sqlite`);
}

export function openLedger(path = newPath(), repositoryId = 'repository-1'): LedgerFile {
  const file = LedgerFile.open(path, { repositoryId });
  files.push(file);
  return file;
}

afterAll(() => {
  for (const file of files) file.close();
  rmSync(folder, { recursive: true, force: true });
});
