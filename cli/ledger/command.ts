/** Adds `ledger` to the command line: a whole ledger, moved from one kind of store to the other. */
import type { Command } from 'commander';
import { addExportLedger } from './export-ledger.ts';
import { addImportLedger } from './import-ledger.ts';
import { addReopenLedger } from './reopen-ledger.ts';

export function addLedger(program: Command): void {
  const ledger = program
    .command('ledger')
    .description('move the whole ledger between the file of a standalone gateway and Firestore');
  addExportLedger(ledger);
  addImportLedger(ledger);
  addReopenLedger(ledger);
}
