/** Can the ledger be brought back, and not be deleted by a slip? As infra/firestore.tf has it. */
import { deviation, type FindingView, inOrder } from '../../../shared/api/ledger-report.ts';
import { readDatabase } from '../../google/firestore.ts';
import type { CloudCheck } from './cloud-check.ts';

const RECOVERABLE = 'POINT_IN_TIME_RECOVERY_ENABLED';
const PROTECTED = 'DELETE_PROTECTION_ENABLED';

export const checkDatabase: CloudCheck = async ({ google, deployment: { project, prefix } }) => {
  const database = await readDatabase(google, { project, database: prefix });
  const update = `gcloud firestore databases update --database=${prefix} --project ${project}`;
  return [
    database.pointInTimeRecoveryEnablement === RECOVERABLE
      ? inOrder('database', `the database ${prefix} can be brought back to any minute of the last week`)
      : deviation({
          check: 'database',
          state: 'wrong',
          seen: `the database ${prefix} cannot be brought back`,
          expected: RECOVERABLE,
          actual: database.pointInTimeRecoveryEnablement,
          fix: `${update} --enable-pitr`,
        }),
    protection(prefix, database.deleteProtectionState, update),
  ];
};

/** With the variable deletion_protection false it is meant so, as before a teardown. */
function protection(name: string, actual: string, update: string): FindingView {
  if (actual === PROTECTED) return inOrder('database', `the database ${name} refuses to be deleted`);
  return deviation({
    check: 'database',
    state: 'warning',
    seen: `the database ${name} can be deleted, as deletion_protection = false has it`,
    expected: PROTECTED,
    actual,
    fix: `${update} --delete-protection`,
  });
}
