import { PlaceHold } from '../../parts/place-hold.tsx';
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
        <PlaceHold key={type} of={type} />
      ))}
    </span>
  );
}
