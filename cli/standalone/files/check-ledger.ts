/** The ledger of a standalone gateway as a file: can it be opened, is it whole, and is there room? */
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type InspectedLedger, inspectLedger } from '../../../shared/adapters/sqlite/inspect-ledger.ts';
import { LedgerFileError } from '../../../shared/adapters/sqlite/ledger-file-error.ts';
import { deviation, type FindingView, inOrder } from '../../../shared/api/ledger-report.ts';
import type { StandaloneConfig } from '../../../shared/config/standalone-config.ts';
import { checkDisk } from './disk.ts';
import { readableByOthers } from './private-file.ts';

export interface CheckedLedger {
  readonly findings: readonly FindingView[];
  /** Whether another process has it: it alone can tell what is in the ledger. */
  readonly isInUse: boolean;
}

/** Nothing is changed, and no ledger made. */
export async function checkLedger({
  ledger,
  repositoryId,
}: Pick<StandaloneConfig, 'ledger' | 'repositoryId'>): Promise<CheckedLedger> {
  const around = await aroundOf(ledger);
  try {
    const found = inspectLedger(ledger, { repositoryId });
    return { findings: [found ? whole(ledger, found) : notYet(ledger), ...around], isInUse: false };
  } catch (error) {
    if (!(error instanceof LedgerFileError)) throw error;
    if (error.code === 'in-use') return { findings: around, isInUse: true };
    return { findings: [refused(error), ...around], isInUse: false };
  }
}

function whole(path: string, { version, latest, bytes, jobs }: InspectedLedger): FindingView {
  const mib = (bytes / 2 ** 20).toFixed(1);
  const old = version < latest ? `, which the next start brings to ${latest}` : '';
  return inOrder(
    'ledger',
    `the ledger ${path} is whole: ${jobs} ${jobs === 1 ? 'job' : 'jobs'}, ${mib} MiB, version ${version}${old}`,
  );
}

function notYet(path: string): FindingView {
  return inOrder('ledger', `there is no ledger ${path} yet: the first start makes it`);
}

/** The message says in a line which file, why, and what to do. */
function refused({ message, code }: LedgerFileError): FindingView {
  return deviation({
    check: 'ledger',
    state: 'wrong',
    seen: 'the ledger cannot be opened',
    expected: 'a ledger of this repository, or none yet, that this user may read and write',
    actual: code,
    fix: message.replace(/\.$/, ''),
  });
}

/** The disk, and who may read what is on it. */
async function aroundOf(ledger: string): Promise<FindingView[]> {
  const file = await stat(ledger).catch(() => undefined);
  const others = file ? readableByOthers('ledger', { member: 'ledger', path: ledger, mode: file.mode }) : [];
  const disk = await checkDisk(dirname(ledger)).catch(() => []);
  return [...others, ...disk];
}
