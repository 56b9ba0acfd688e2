/** Preloaded into the command line: the process is ended in the middle of a move, by a crash or Ctrl-C. */
import { SqliteJobStore } from '../../shared/adapters/sqlite/job-store.ts';

const signal = process.env['ENDED_BY'] === 'SIGINT' ? 'SIGINT' : 'SIGKILL';
const { createAll, list } = SqliteJobStore.prototype;

/** Of an import, behind a few jobs of the first set. */
SqliteJobStore.prototype.createAll = async function createSomeAndEnd(records) {
  const outcomes = await createAll.call(this, records.slice(0, 3));
  process.kill(process.pid, signal);
  return outcomes;
};

/** Of an export, behind a few of its jobs; an import looks at some of them before it begins. */
if (process.argv.includes('export'))
  SqliteJobStore.prototype.list = async function listSomeAndEnd(query) {
    if (query.after) process.kill(process.pid, signal);
    return list.call(this, { ...query, limit: 3 });
  };
