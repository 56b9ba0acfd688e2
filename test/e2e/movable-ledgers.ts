/** Standalone gateways in a folder, whose ledgers are moved by the commands that a person types. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach } from 'vitest';
import { sqliteStores } from '../../local/stacks/sqlite-stores.ts';
import { LedgerFile } from '../../shared/adapters/sqlite/ledger-file.ts';
import { SILENT } from '../../shared/telemetry/log-events.ts';
import { PEPPERS } from '../fixtures.ts';
import { GOOD_STANDALONE } from '../unit/config/good-standalone.ts';
import { everyJob, fillWithEverything } from '../whole-ledger.ts';
import { commandLine } from './command-line.ts';

export const { repositoryId: REPOSITORY_ID } = GOOD_STANDALONE;
export const PERSON_PEPPERS = PEPPERS.map(({ version, secret }) => `${version}:${secret}`).join('\n');
/** Options of Node.js by which a command is ended in the middle of its work: `ENDED_BY` is the signal. */
export const ENDED_MOVE = `--import=${join(import.meta.dirname, 'ended-move.ts')}`;
/** Jobs of a ledger that has something of everything. */
export const JOBS = everyJob().length;

/** Runs commands in a folder that is empty before each test. */
export function movableLedgers() {
  const { run, start, folder } = commandLine();
  const inFolder = (name: string) => join(folder(), name);
  beforeEach(() => {
    for (const name of readdirSync(folder())) rmSync(inFolder(name), { recursive: true });
  });

  /** A standalone gateway of this name, with a configuration and no ledger yet. */
  function gateway(name: string, more: object = {}) {
    writeFileSync(inFolder(`${name}.peppers`), PERSON_PEPPERS);
    const members = { ledger: `${name}.sqlite`, personPeppersFile: `${name}.peppers`, ...more };
    writeFileSync(inFolder(`${name}.json`), JSON.stringify({ ...GOOD_STANDALONE, ...members }));
    const withLedger = async <T>(
      work: (stores: ReturnType<typeof sqliteStores>, file: LedgerFile) => Promise<T>,
    ): Promise<T> => {
      const file = LedgerFile.open(inFolder(`${name}.sqlite`), { repositoryId: REPOSITORY_ID });
      try {
        return await work(sqliteStores(file, { telemetry: SILENT, peppers: PEPPERS }), file);
      } finally {
        file.close();
      }
    };
    return { config: `${name}.json`, ledger: `${name}.sqlite`, withLedger };
  }

  async function filledGateway(name: string) {
    const made = gateway(name);
    await made.withLedger(fillWithEverything);
    return made;
  }

  const count = ({ withLedger }: Pick<ReturnType<typeof gateway>, 'withLedger'>) =>
    withLedger(({ jobs }) => jobs.count({}));

  return { run, start, folder, inFolder, gateway, filledGateway, count };
}
