import type { Operation, OperationOrder } from '../../client/operator.ts';
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
      {(operation) => (
        <p>
          <Verdict operation={operation} />
        </p>
      )}
    </Read>
  );
}

/** @returns what was or would be done, skipped and failed, in one sentence */
function Verdict({ operation: { kind, found, done, skipped, failed } }: { operation: Operation }) {
  const others = [...Object.entries(skipped), ...Object.entries(failed)];
  return (
    <>
      Of {counted(found, kind === 'redrive' ? 'dead letter' : 'job')}, <strong>{inNumbers(done)}</strong>{' '}
      would be done
      {others.length > 0 && '; not done: '}
      {others.map(([reason, count]) => `${inNumbers(count)} ${reason}`).join(', ')}.
    </>
  );
}
