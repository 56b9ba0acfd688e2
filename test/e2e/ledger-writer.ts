/**
 * A program that writes to a ledger until it is killed, and says of each write that it was acknowledged:
 * `node ledger-writer.ts FILE RUN`. With RUN `hold` it opens the ledger, says so, and does nothing more.
 */
import { writeSync } from 'node:fs';
import { SqliteJobStore } from '../../shared/adapters/sqlite/job-store.ts';
import { LedgerFile } from '../../shared/adapters/sqlite/ledger-file.ts';
import { LedgerFileError } from '../../shared/adapters/sqlite/ledger-file-error.ts';
import type { JobRecord } from '../../shared/jobs/job-record.ts';
import { submittedRecord } from '../../shared/jobs/records.ts';
import type { JobStore, Revision } from '../../shared/ports/job-store.ts';
import { AT_START, CONTENT, id } from '../fixtures.ts';

export const SET_SIZE = 25;
const SINGLES = 5;

/** A set is told by its tag, and stored whole or not at all. */
function setOf(name: string): JobRecord[] {
  return Array.from({ length: SET_SIZE }, (_, i) => ({
    ...submittedRecord(id(`${name}-${i}`), CONTENT, AT_START),
    tags: [`set=${name}`],
  }));
}

/** Waits for no reader: a line that was written is there, though this process ends in the next moment. */
function tell(what: 'single' | 'created' | 'replaced' | 'open', name: string): void {
  writeSync(1, `${what} ${name}\n`);
}

async function writeRound(store: JobStore, name: string): Promise<void> {
  const singles = Array.from({ length: SINGLES }, async (_, i) => {
    const requestId = `${name}-single-${i}`;
    await store.create(submittedRecord(id(requestId), CONTENT, AT_START));
    tell('single', requestId);
  });
  const set = setOf(name);
  const revisions = await store.createAll(set);
  tell('created', name);
  await Promise.all(singles);
  await store.replaceAll(
    set.map((one, i) => ({ record: { ...one, status: 'published' }, expected: revisions[i] as Revision })),
  );
  tell('replaced', name);
}

async function write(path: string, run: string): Promise<void> {
  const file = LedgerFile.open(path, { repositoryId: 'repository-1' });
  tell('open', run);
  if (run === 'hold') setInterval(() => undefined, 60_000);
  const store = new SqliteJobStore(file, { onUnreadable: () => undefined });
  for (let round = 0; run !== 'hold'; round += 1) await writeRound(store, `${run}-${round}`);
}

const [path, run] = process.argv.slice(2);
if (import.meta.main && path && run)
  await write(path, run).catch((error) => {
    if (!(error instanceof LedgerFileError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  });
