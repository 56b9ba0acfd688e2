import { inNumbers } from './numbers.ts';
import { Status } from './status.tsx';

/** How many there are of each status; one of which there are none is left out. */
export function Outcomes({ of: counts }: { of: Readonly<Record<string, number>> }) {
  return (
    <p class="buttons">
      {Object.entries(counts).map(
        ([status, count]) =>
          count > 0 && (
            <span key={status}>
              <Status status={status} /> {inNumbers(count)}
            </span>
          ),
      )}
    </p>
  );
}
