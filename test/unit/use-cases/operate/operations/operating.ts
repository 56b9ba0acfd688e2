/** Steps of the tests of operations. */

import { later } from '../../../../../shared/jobs/instant.ts';
import { fingerprintOf, type Operation } from '../../../../../shared/jobs/operations/operation.ts';
import { advanceDue } from '../../../../../shared/use-cases/operate/operations/advance-due.ts';
import type { OperationsContext } from '../../../../../shared/use-cases/operate/operations/operations-context.ts';
import { startOperation } from '../../../../../shared/use-cases/operate/operations/start-operation.ts';
import { id, MINUTE, publishedRecord, START, type TestGateway } from '../../../../fixtures.ts';

export const OPS = 'ops@acme.example';

type Asked = Parameters<typeof startOperation>[1];

/** An order of an operator: to retry all there is, unless something else is said. */
export function start(gateway: OperationsContext, order: Partial<Asked> = {}) {
  const asked = {
    kind: 'retry',
    selection: { by: 'filter', filter: {} },
    reason: null,
    limit: null,
    ratePerMinute: null,
    dryRun: false,
    key: undefined,
    ...order,
  } as const;
  const { key: _key, ...named } = asked;
  return startOperation(
    { ...gateway, caller: { email: OPS, team: 'every' } },
    { ...asked, fingerprint: order.fingerprint ?? fingerprintOf(named) },
  );
}

/** Jobs that may be retried, by name. */
export async function failedJobs(gateway: TestGateway, count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, i) => `lead-${String(i).padStart(4, '0')}`);
  for (const name of names)
    await gateway.store.create({
      ...publishedRecord(name),
      status: 'unanswered',
      updatedAt: later(START, -1),
    });
  return names;
}

/** Lets the sweep go on with operations for as long as it takes. */
export async function sweepOperations(gateway: TestGateway, ms = 3 * MINUTE): Promise<number> {
  gateway.clock.time = later(gateway.clock.time, ms);
  return advanceDue(gateway, later(gateway.clock.time, MINUTE));
}

export async function operationOf(gateway: TestGateway, of: Operation): Promise<Operation> {
  const stored = await gateway.operations.get(of.id);
  if (!stored) throw new Error(`${of.id} is not stored.`);
  return stored.operation;
}

/** The request IDs that `names` were retried as. */
export function successorsOf(names: readonly string[]) {
  return names.map((name) => id(`${name}~2`));
}
