import type { OperationOrder } from '../../client/operator.ts';
import { sleep } from '../../client/platform-timers.ts';
import { counted, inNumbers } from './numbers.ts';
import { Read } from './read.tsx';
import { useRead } from './use-read.ts';
import { useGateway } from './with-gateway.ts';

const EVERY_MS = 2_000;

/** Counts what an operation would do, before it is started. */
export function DryRun({ order }: { order: OperationOrder }) {
  const { gateway } = useGateway();
  const reading = useRead(JSON.stringify(order), async (signal) => {
    const body = { ...order, dryRun: true };
    let latest = await gateway.call('POST /v1/operations', { body, signal });
    while (latest.finishedAt === null) {
      await sleep(EVERY_MS, signal);
      latest = await gateway.call('GET /v1/operations/{id}', { id: latest.id, signal });
    }
    return latest;
  });
  return (
    <Read of={reading}>
      {({ kind, found, done, skipped, failed }) => (
        <p>
          Of {counted(found, kind === 'redrive' ? 'dead letter' : 'job')}, <strong>{inNumbers(done)}</strong>{' '}
          would be done.
          {[...Object.entries(skipped), ...Object.entries(failed)].map(
            ([reason, count]) => ` ${inNumbers(count)} not: ${reason}.`,
          )}
        </p>
      )}
    </Read>
  );
}
