import { Act } from '../../parts/act.tsx';
import { DryRun } from '../../parts/dry-run.tsx';
import { inNumbers } from '../../parts/numbers.ts';
import { useGateway } from '../../parts/with-gateway.ts';
import { hashOf } from '../../view-address.ts';
import type { FailureGroup } from './failure-groups.ts';
import { isRetryable } from './remedies.ts';

interface Properties {
  readonly group: FailureGroup;
  readonly since: string;
  /** Called once something was done. */
  done(): void;
}

/** Acts on all that failed for a cause: sends them again where that may be, and keeps back what would follow. */
export function FailureActs({ group: { cause, count, jobTypes }, since, done }: Properties) {
  const { operations, holds } = useGateway().gateway.operator;
  const order = { kind: 'retry', filter: { cause, since } } as const;
  return (
    <span class="buttons">
      {isRetryable(cause) && (
        <Act
          verb="Retry"
          label={`Retry these ${inNumbers(count)} …`}
          consequence={
            <>
              <p>
                One more attempt for each of <bdi>{cause}</bdi> since {since}, charged as it completes.
              </p>
              <DryRun order={order} />
            </>
          }
          act={async (reason) => {
            const { id } = await operations.start({ ...order, reason });
            location.hash = hashOf('operations', { id });
            return `Operation ${id} has begun.`;
          }}
          done={done}
        />
      )}
      {jobTypes.map((type) => (
        <Act
          key={type}
          verb="Hold"
          label={`Hold ${type} …`}
          consequence={
            <>
              Nothing of <bdi>{type}</bdi> is published until it is released. Jobs are accepted, and wait.
            </>
          }
          act={async (reason) => {
            const { replayed } = await holds.place(type, { reason });
            return replayed ? 'It was held already.' : 'Held. The overview has the button that releases it.';
          }}
          done={done}
        />
      ))}
    </span>
  );
}
