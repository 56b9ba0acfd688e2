import type { Operation, OperationOrder } from '../../client/operator.ts';
import { counted, inNumbers } from './numbers.ts';
import { Read } from './read.tsx';
import { useRead } from './use-read.ts';
import { useGateway } from './with-gateway.ts';

/** Counts what an operation would do, before it is started. */
export function DryRun({ order }: { order: OperationOrder }) {
  const { gateway } = useGateway();
  const { operations } = gateway.operator;
  const reading = useRead(JSON.stringify(order), async (signal) => {
    let latest = await operations.start({ ...order, dryRun: true }, { signal });
    if (latest.finishedAt === null)
      for await (const state of operations.watch(latest.id, { signal })) latest = state;
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
