import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inspectLedger } from '../../../../shared/adapters/sqlite/inspect-ledger.ts';
import { SqliteJobStore } from '../../../../shared/adapters/sqlite/job-store.ts';
import { beginMove } from '../../../../shared/adapters/sqlite/ledger-moves.ts';
import { MIGRATIONS } from '../../../../shared/adapters/sqlite/migrations.ts';
import { record } from '../../../contract/job-stores.ts';
import { START } from '../../../fixtures.ts';
import { newPath, openLedger } from '../../../ledger-files.ts';

const REPOSITORY = { repositoryId: 'repository-1' };
const hashOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

async function filled(path: string, jobs: number): Promise<void> {
  const file = openLedger(path);
  const store = new SqliteJobStore(file, { onUnreadable: () => undefined });
  await store.createAll(Array.from({ length: jobs }, (_, i) => record(`job-${i}`)));
  file.close();
}

function movedOf(path: string, direction: 'in' | 'out'): void {
  const file = openLedger(path);
  const columns = 'direction, archive, begun_at';
  file.database.exec(`INSERT INTO moves (${columns}) VALUES ('${direction}', 'ledger.ndjson', 0)`);
  file.close();
}

describe('a ledger that is looked at', () => {
  it('tells how large it is, how many jobs it has, and its version; it stays the same to the byte', async () => {
    const path = newPath();
    await filled(path, 3);
    const before = hashOf(path);
    expect(inspectLedger(path, REPOSITORY)).toEqual({
      bytes: readFileSync(path).length,
      version: MIGRATIONS.length,
      latest: MIGRATIONS.length,
      jobs: 3,
    });
    expect(hashOf(path)).toBe(before);
  });

  it('is not made where there is none, and not bound where it is empty', () => {
    const path = newPath();
    expect(inspectLedger(path, REPOSITORY)).toBeUndefined();
    expect(existsSync(path)).toBe(false);
    writeFileSync(path, '');
    expect(inspectLedger(path, REPOSITORY)).toBeUndefined();
    expect(readFileSync(path, 'utf8')).toBe('');
  });

  it('is not brought to a newer version', () => {
    const path = newPath();
    const file = openLedger(path);
    file.database.exec('PRAGMA user_version = 0');
    file.close();
    expect(inspectLedger(path, REPOSITORY)).toMatchObject({ version: 0, jobs: 0 });
  });

  it('is left to the process that has it', () => {
    const path = newPath();
    openLedger(path);
    expect(() => inspectLedger(path, REPOSITORY)).toThrow(expect.objectContaining({ code: 'in-use' }));
  });

  it.each([
    ['other-repository', (path: string) => void openLedger(path, 'another').close()],
    ['not-a-ledger', (path: string) => writeFileSync(path, 'id,firstName\n'.repeat(1_000))],
    [
      'newer-version',
      (path: string) => {
        const file = openLedger(path);
        file.database.exec('PRAGMA user_version = 99');
        file.close();
      },
    ],
    ['moved', (path: string) => movedOf(path, 'out')],
    ['half-filled', (path: string) => movedOf(path, 'in')],
  ])('is refused as it would be when it is opened: %s', (code, make) => {
    const path = newPath();
    make(path);
    expect(() => inspectLedger(path, REPOSITORY)).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    ['moved', 'out'],
    ['half-filled', 'in'],
  ] as const)('is refused as it would be when it is opened: %s', async (code, direction) => {
    const path = newPath();
    const file = openLedger(path);
    await beginMove(file, { direction, archive: 'all.ndjson' }, START);
    file.close();
    expect(() => inspectLedger(path, REPOSITORY)).toThrow(expect.objectContaining({ code }));
  });

  it('is looked through to its last page, however large it is', async () => {
    const path = newPath();
    await filled(path, 500);
    const bytes = readFileSync(path);
    bytes.fill(0xff, bytes.length - 4096);
    writeFileSync(path, bytes);
    expect(() => inspectLedger(path, REPOSITORY)).toThrow(expect.objectContaining({ code: 'damaged' }));
  });
});
