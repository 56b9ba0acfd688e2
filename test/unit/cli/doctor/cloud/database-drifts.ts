/** Drifts of the ledger: its database, indexes and fields. */
import { PREFIX, PROJECT } from '../../../../google/deployed.ts';
import type { GoogleStandIn } from '../../../../google/google-stand-in.ts';
import { APPLIED, type DriftRow, warning, wrong } from './drift.ts';

const DATABASE = `firestore.googleapis.com/v1/projects/${PROJECT}/databases/${PREFIX}`;

function list(google: GoogleStandIn, things: 'indexes' | 'fields') {
  return google.resources.get(`${DATABASE}/collectionGroups/-/${things}`)?.[things] as Record<
    string,
    unknown
  >[];
}

export const DATABASE_DRIFTS: DriftRow[] = [
  [
    'no recovery to a point in time',
    (google) =>
      Object.assign(google.resources.get(DATABASE) ?? {}, {
        pointInTimeRecoveryEnablement: 'POINT_IN_TIME_RECOVERY_DISABLED',
      }),
    {
      ...wrong('database'),
      seen: /cannot be brought back/,
      expected: 'POINT_IN_TIME_RECOVERY_ENABLED',
      actual: 'POINT_IN_TIME_RECOVERY_DISABLED',
      fix: /^gcloud firestore databases update --database=modigie-gateway --project acme-crm-prod --enable-pitr$/,
    },
  ],
  [
    'a database that may be deleted',
    (google) =>
      Object.assign(google.resources.get(DATABASE) ?? {}, {
        deleteProtectionState: 'DELETE_PROTECTION_DISABLED',
      }),
    {
      ...warning('database'),
      seen: /can be deleted/,
      expected: 'DELETE_PROTECTION_ENABLED',
      actual: 'DELETE_PROTECTION_DISABLED',
      fix: /--delete-protection$/,
    },
  ],
  [
    'an index that is missing',
    (google) => list(google, 'indexes').shift(),
    {
      ...wrong('indexes'),
      seen: /the index jobs: wake\.shard ASCENDING, wake\.at ASCENDING is not there/,
      expected: 'READY',
      actual: 'none',
      fix: APPLIED,
    },
  ],
  [
    'an index that is being built',
    (google) => Object.assign(list(google, 'indexes')[4] ?? {}, { state: 'CREATING' }),
    {
      ...warning('indexes'),
      seen: /the index jobs: jobType .* is being built/,
      expected: 'READY',
      actual: 'CREATING',
      fix: /^wait for it: gcloud firestore indexes composite list --database=modigie-gateway/,
    },
  ],
  [
    'an index whose order is another',
    (google) => Object.assign(list(google, 'indexes')[0] ?? {}, { state: 'NEEDS_REPAIR' }),
    { ...wrong('indexes'), seen: /is not there/, expected: 'READY', actual: 'NEEDS_REPAIR', fix: APPLIED },
  ],
  [
    'an index that a person made',
    (google) =>
      list(google, 'indexes').push({
        name: `projects/${PROJECT}/databases/${PREFIX}/collectionGroups/jobs/indexes/own`,
        fields: [
          { fieldPath: 'status', order: 'ASCENDING' },
          { fieldPath: 'payload', order: 'DESCENDING' },
        ],
        state: 'READY',
      }),
    {
      ...warning('indexes'),
      seen: /the index jobs: status ASCENDING, payload DESCENDING is declared nowhere/,
      expected: 'none',
      actual: 'own',
      fix: /^gcloud firestore indexes composite delete own /,
    },
  ],
  [
    'a field that lost its exemption',
    (google) => list(google, 'fields').splice(1, 1),
    {
      ...wrong('fields'),
      seen: /the field jobs\/format /,
      expected: 'no index',
      actual: 'the indexes of any field',
      fix: APPLIED,
    },
  ],
  [
    'a time to live that nobody declared',
    (google) => Object.assign(list(google, 'fields')[2] ?? {}, { ttlConfig: { state: 'ACTIVE' } }),
    {
      ...wrong('fields'),
      seen: /the field jobs\/writeId /,
      expected: 'no index',
      actual: 'no index, a time to live',
      fix: APPLIED,
    },
  ],
];
