import { goTo } from '../../parts/go-to.ts';
import { ListFilter } from '../../parts/list-filter.tsx';
import { Period } from '../../parts/period.tsx';
import type { Query } from '../../view-address.ts';
import { STATUS_GROUPS, toggledStatus } from './job-conditions.ts';

const FIELDS = [
  { name: 'jobType', label: 'Type' },
  { name: 'tag', label: 'Tag' },
  { name: 'cause', label: 'Cause' },
  { name: 'reason', label: 'Reason' },
  { name: 'until', label: 'Until' },
];

/** The filter of the list: a field for each condition, and chips for the status. */
export function JobFilterBar({ query }: { query: Query }) {
  const given = query['status']?.split(',') ?? [];
  return (
    <ListFilter of="jobs" query={query} fields={FIELDS}>
      <Period of="jobs" query={query} />
      <fieldset class="chips">
        <legend>Status</legend>
        {Object.entries(STATUS_GROUPS).map(([group, statuses]) => (
          <span key={group}>
            <small>{group}</small>
            {statuses.map((status) => (
              <button
                key={status}
                type="button"
                aria-pressed={given.includes(status)}
                onClick={() => goTo('jobs', { query: toggledStatus(query, status) })}
              >
                {status}
              </button>
            ))}
          </span>
        ))}
      </fieldset>
    </ListFilter>
  );
}
