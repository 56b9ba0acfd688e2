import { describe, expect, it } from 'vitest';
import { LedgerFile } from '../../../../shared/adapters/sqlite/ledger-file.ts';
import { LedgerFileError } from '../../../../shared/adapters/sqlite/ledger-file-error.ts';
import { beginMove, endMove } from '../../../../shared/adapters/sqlite/ledger-moves.ts';
import type { MoveDirection } from '../../../../shared/adapters/sqlite/open-move.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import { MINUTE, START } from '../../../fixtures.ts';
import { newPath } from '../../../ledger-files.ts';

/** @returns what a program gets to see that opens the file */
function opened(path: string, despite?: MoveDirection): { readonly code: string; readonly message?: string } {
  try {
    LedgerFile.open(path, { repositoryId: 'repository-1', despite }).close();
    return { code: 'opened' };
  } catch (error) {
    if (!(error instanceof LedgerFileError)) throw error;
    return { code: error.code, message: error.message };
  }
}

async function inLedger<T>(path: string, despite: MoveDirection, work: (file: LedgerFile) => Promise<T>) {
  const file = LedgerFile.open(path, { repositoryId: 'repository-1', despite });
  try {
    return await work(file);
  } finally {
    file.close();
  }
}

describe('the move of a ledger', () => {
  it('to another place has its file refused, with the way back, until it is taken up again', async () => {
    const path = newPath();
    const move = { direction: 'out', archive: '/backup/ledger.ndjson.gz' } as const;
    await inLedger(path, 'out', (file) => beginMove(file, move, START));
    expect(opened(path)).toEqual({
      code: 'moved',
      message:
        `The ledger ${path} was moved to /backup/ledger.ndjson.gz at 2026-03-01T00:00:00.000Z, so that no lead is ` +
        'requested here and there. Go on where that was imported; where it never will be, ledger reopen takes ' +
        'this one up again.',
    });
    expect(opened(path, 'in').code).toBe('moved');
    expect(await inLedger(path, 'out', (file) => endMove(file, 'out', later(START, MINUTE)))).toBe(true);
    expect(opened(path).code).toBe('opened');
    expect(await inLedger(path, 'out', (file) => endMove(file, 'out', START))).toBe(false);
  });

  it('into a file has it refused until it is whole', async () => {
    const path = newPath();
    const move = { direction: 'in', archive: 'a.ndjson' } as const;
    await inLedger(path, 'in', (file) => beginMove(file, move, START));
    expect(opened(path)).toEqual({
      code: 'half-filled',
      message: `The ledger ${path} is not whole: the import of a.ndjson broke off. Run the same ledger import again, which goes on.`,
    });
    expect(opened(path, 'out').code).toBe('half-filled');
    // Begun again, and done.
    await inLedger(path, 'in', (file) => beginMove(file, move, START));
    await inLedger(path, 'in', (file) => endMove(file, 'in', START));
    expect(opened(path).code).toBe('opened');
  });

  it('is kept, so that a person can see where the ledger was', async () => {
    const path = newPath();
    await inLedger(path, 'out', async (file) => {
      await beginMove(file, { direction: 'out', archive: 'first' }, START);
      await beginMove(file, { direction: 'out', archive: 'second' }, later(START, 1));
      const rows = file.all<object>('SELECT archive, ended_at FROM moves ORDER BY rowid');
      expect(rows).toEqual([
        { archive: 'first', ended_at: later(START, 1) },
        { archive: 'second', ended_at: null },
      ]);
    });
    expect(opened(path).message).toContain('second');
  });
});
