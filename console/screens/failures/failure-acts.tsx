import { Act } from '../../parts/act.tsx';
import { StartOperation } from '../../parts/start-operation.tsx';
import type { FailureGroup } from './failure-groups.ts';
import { isRetryable } from './remedies.ts';

interface Properties {
  readonly group: FailureGroup;
  readonly since: string;
}

/** Acts on all that failed for a cause: a retry where that may be, and a hold of what would follow. */
export function FailureActs({ group: { cause, jobTypes }, since }: Properties) {
  return (
    <span class="buttons">
      {isRetryable(cause) && (
        <StartOperation
          order={{ kind: 'retry', filter: { cause, since } }}
          verb="Retry"
          label="Retry these"
          means={
            <>
              One more attempt for each of <bdi>{cause}</bdi> since {since}, charged as it completes.
            </>
          }
        />
      )}
      {jobTypes.map((type) => (
        <Act
          key={type}
          verb="Hold"
          label={`Hold ${type}`}
          consequence={
            <>
              Nothing of <bdi>{type}</bdi> is published until it is released. Jobs are accepted, and wait.
            </>
          }
          to="POST /v1/holds/{id}"
          id={type}
          said={() => 'Held. The overview has the button that releases it.'}
        />
      ))}
    </span>
  );
}
