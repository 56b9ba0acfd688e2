/** Drifts of the subscriptions that write results into BigQuery, of a deployment that has them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PREFIX, PROJECT, stoodWarehouse } from '../../../../google/deployed.ts';
import type { GoogleStandIn } from '../../../../google/google-stand-in.ts';
import { APPLIED, type DriftRow, service, subscription, wrong } from './drift.ts';

const TRANSFORM = join(import.meta.dirname, '../../../../../infra/transforms/facts.js');

/** The deployment has a warehouse, as Terraform makes it. */
export function addWarehouse(google: GoogleStandIn): void {
  const { subscriptions, resources } = stoodWarehouse(readFileSync(TRANSFORM, 'utf8'));
  for (const [name, stood] of subscriptions) google.subscriptions.set(name, stood);
  for (const [address, resource] of resources) google.resources.set(address, resource);
  for (const name of ['operate-jobs', 'sweep-jobs'])
    service(google, name).environment.set('WAREHOUSE_PERSONAL_DAYS', '30');
}

/** A drift of one that has a warehouse. */
function drift(change: (google: GoogleStandIn) => unknown): DriftRow[1] {
  return (google) => {
    addWarehouse(google);
    change(google);
  };
}

const writing = (google: GoogleStandIn, name: string) =>
  subscription(google, `warehouse-${name}`).settings['bigqueryConfig'] as object;

export const WAREHOUSE_DRIFTS: DriftRow[] = [
  [
    'BigQuery may not be written to',
    drift((google) => Object.assign(writing(google, 'personal'), { state: 'PERMISSION_DENIED' })),
    {
      ...wrong('warehouse'),
      seen: /modigie-gateway-warehouse-personal has another state of its writing/,
      expected: 'ACTIVE',
      actual: 'PERMISSION_DENIED',
      fix: APPLIED,
    },
  ],
  [
    'a raw table with other columns',
    drift((google) => Object.assign(writing(google, 'facts'), { state: 'SCHEMA_MISMATCH' })),
    {
      ...wrong('warehouse'),
      seen: /state of its writing/,
      expected: 'ACTIVE',
      actual: 'SCHEMA_MISMATCH',
      fix: /^bring back the columns of the raw table/,
    },
  ],
  [
    'a warehouse without its transform',
    drift((google) => void delete subscription(google, 'warehouse-facts').settings['messageTransforms']),
    {
      ...wrong('warehouse'),
      seen: /modigie-gateway-warehouse-facts has another transform/,
      expected: "this folder's infra/transforms/facts.js",
      actual: 'none',
      fix: APPLIED,
    },
  ],
  [
    'a transform that lets persons through',
    drift((google) =>
      Object.assign(subscription(google, 'warehouse-facts').settings, {
        messageTransforms: [{ javascriptUdf: { code: 'function factsOf(message) { return message; }' } }],
      }),
    ),
    {
      ...wrong('warehouse'),
      seen: /transform/,
      expected: "this folder's infra/transforms/facts.js",
      actual: 'another',
      fix: APPLIED,
    },
  ],
  [
    'a schema that a new member would break',
    drift((google) => Object.assign(writing(google, 'facts'), { useTableSchema: true })),
    { ...wrong('warehouse'), seen: /schema of messages/, expected: 'none', actual: 'a schema', fix: APPLIED },
  ],
  [
    'a warehouse without attributes',
    drift((google) => void Object.assign(writing(google, 'facts'), { writeMetadata: false })),
    {
      ...wrong('warehouse'),
      seen: /IDs and attributes/,
      expected: 'in columns',
      actual: 'none',
      fix: APPLIED,
    },
  ],
  [
    'a subscription of the warehouse that expires',
    drift((google) => void delete subscription(google, 'warehouse-facts').settings['expirationPolicy']),
    {
      ...wrong('warehouse'),
      seen: /modigie-gateway-warehouse-facts has another expiry/,
      expected: 'never',
      actual: 'after 31 days without use',
      fix: /--expiration-period=never$/,
    },
  ],
  [
    'dead letters of the warehouse that Pub/Sub may not move',
    drift((google) =>
      google.resources.set(
        `pubsub.googleapis.com/v1/projects/${PROJECT}/subscriptions/${PREFIX}-warehouse-facts:getIamPolicy`,
        {},
      ),
    ),
    {
      ...wrong('dead-lettering'),
      seen: /subscription modigie-gateway-warehouse-facts/,
      expected: 'roles/pubsub.subscriber',
      actual: 'none',
      fix: /add-iam-policy-binding modigie-gateway-warehouse-facts/,
    },
  ],
];
