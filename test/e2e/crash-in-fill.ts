/**
 * Preloaded into the command line: the process is ended while a ledger is filled, in the middle of a set.
 */
import { SqliteJobStore } from '../../shared/adapters/sqlite/job-store.ts';

/** Of Ctrl-C, or of a crash. */
const SIGNAL = process.env['ENDED_BY'] === 'SIGINT' ? 'SIGINT' : 'SIGKILL';
const { createAll } = SqliteJobStore.prototype;

SqliteJobStore.prototype.createAll = async function createSomeAndEnd(records) {
  const outcomes = await createAll.call(this, records.slice(0, 3));
  process.kill(process.pid, SIGNAL);
  return outcomes;
};
