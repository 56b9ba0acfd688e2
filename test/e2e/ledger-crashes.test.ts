/** Real processes on one ledger: killed in the middle of writes, and one at a time. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { SqliteJobStore } from '../../shared/adapters/sqlite/job-store.ts';
import { LedgerFile } from '../../shared/adapters/sqlite/ledger-file.ts';
import { fractionOf } from '../../shared/jobs/hash.ts';
import { id } from '../fixtures.ts';
import { newPath, openLedger } from '../ledger-files.ts';
import { SET_SIZE } from './ledger-writer.ts';

const PROGRAM = join(import.meta.dirname, 'ledger-writer.ts');
const KILLS = 20;
/** How long (ms) a run may write, at most. */
const LONGEST = 400;

function start(path: string, run: string): ChildProcess {
  const execArgv = ['--disable-warning=ExperimentalWarning'];
  return spawn(process.execPath, [...execArgv, PROGRAM, path, run], { stdio: ['ignore', 'pipe', 'pipe'] });
}

async function killed(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

/** @returns every line that a run wrote before it was killed, at a moment that differs from run to run */
async function killedRun(path: string, run: string, isLate: boolean): Promise<string[]> {
  const child = start(path, run);
  if (!child.stdout) throw new Error('Its lines are read.');
  const lines: string[] = [];
  const reader = createInterface(child.stdout).on('line', (line) => void lines.push(line));
  const isRead = once(reader, 'close');
  await once(reader, 'line');
  // Every second one has come so far at least, however slow the machine is.
  if (isLate) while (toldIn(lines).replaced.length < 3) await once(reader, 'line');
  await setTimeout(fractionOf(run) * LONGEST);
  await killed(child);
  await isRead;
  return lines;
}

interface Told {
  readonly singles: string[];
  readonly created: string[];
  readonly replaced: string[];
}

function toldIn(lines: readonly string[]): Told {
  const of = (what: string) =>
    lines.filter((line) => line.startsWith(`${what} `)).map((line) => line.slice(what.length + 1));
  return { singles: of('single'), created: of('created'), replaced: of('replaced') };
}

/** @returns how often each set of a run is there, by its tag, in each status */
function setsOf({ database }: LedgerFile, run: string): Map<string, { all: number; published: number }> {
  const rows = database
    .prepare(`
      SELECT json_extract(document, '$.tags[0]') AS tag, count(*) AS jobs,
        sum(json_extract(document, '$.status') = 'published') AS published
      FROM jobs WHERE request_id LIKE ? AND tag IS NOT NULL GROUP BY tag`)
    .all(`${run}-%`);
  return new Map(
    rows.map(({ tag, jobs, published }) => [
      String(tag).slice('set='.length),
      { all: Number(jobs), published: Number(published) },
    ]),
  );
}

async function expectWhole(
  file: LedgerFile,
  run: string,
  { singles, created, replaced }: Told,
): Promise<void> {
  const store = new SqliteJobStore(file, { onUnreadable: () => undefined });
  const missing = (await store.getMany(singles.map(id))).filter((one) => one === undefined);
  expect([run, missing]).toEqual([run, []]);
  const sets = setsOf(file, run);
  for (const name of created) expect([name, sets.get(name)?.all]).toEqual([name, SET_SIZE]);
  for (const name of replaced) expect([name, sets.get(name)?.published]).toEqual([name, SET_SIZE]);
  for (const [name, { all, published }] of sets)
    expect([name, all === SET_SIZE, published === 0 || published === SET_SIZE]).toEqual([name, true, true]);
  for (const name of sets.keys()) expect(await store.count({ tag: `set=${name}` })).toBe(SET_SIZE);
}

describe('a ledger whose process is killed', () => {
  it(`has every write that was acknowledged, and no half of a set, ${KILLS} times`, {
    timeout: 300_000,
  }, async () => {
    const path = newPath();
    const runs: [run: string, told: Told][] = [];
    for (let i = 0; i < KILLS; i += 1) {
      const run = `run${i}`;
      runs.push([run, toldIn(await killedRun(path, run, i % 2 === 1))]);
      const file = openLedger(path);
      for (const [earlier, told] of runs) await expectWhole(file, earlier, told);
      expect(file.database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
      file.close();
    }
    expect(runs.flatMap(([, { replaced }]) => replaced).length).toBeGreaterThan(KILLS);
  });

  it('is refused to a second process while the first lives, and free once that is killed', async () => {
    const path = newPath();
    const child = start(path, 'hold');
    if (!child.stdout) throw new Error('Its lines are read.');
    await once(child.stdout, 'data');
    const open = () => LedgerFile.open(path, { repositoryId: 'repository-1' });
    const refusal = `The ledger ${path} is in use: one process at a time may have it. End the other one first.`;
    expect(open).toThrow(refusal);
    const second = start(path, 'hold');
    const told = second.stderr ? text(second.stderr) : '';
    expect(await once(second, 'exit')).toEqual([2, null]);
    expect(await told).toBe(`${refusal}\n`);
    await killed(child);
    open().close();
  });
});
