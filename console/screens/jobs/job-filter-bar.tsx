import { useState } from 'preact/hooks';
import { goTo } from '../../parts/go-to.ts';
import { Period } from '../../parts/period.tsx';
import type { Query } from '../../view-address.ts';
import {
  conditionsTyped,
  JOB_CONDITIONS,
  STATUS_GROUPS,
  toggledStatus,
  typedConditions,
} from './job-conditions.ts';

/** The filter of the list: typed as on the command line, or put together from chips. Both are the address. */
export function JobFilterBar({ query }: { query: Query }) {
  const go = (next: Query) => goTo('jobs', { query: next });
  return (
    <search class="filter" aria-label="Jobs">
      <Typed key={conditionsTyped(query)} query={query} go={go} />
      <fieldset class="chips">
        <legend>Status</legend>
        {Object.entries(STATUS_GROUPS).map(([group, statuses]) => (
          <span key={group} class="group">
            <small>{group}</small>
            {statuses.map((status) => (
              <button
                key={status}
                type="button"
                aria-pressed={(query['status']?.split(',') ?? []).includes(status)}
                onClick={() => go(toggledStatus(query, status))}
              >
                {status}
              </button>
            ))}
          </span>
        ))}
      </fieldset>
      <Period of="jobs" query={query} />
    </search>
  );
}

interface Changing {
  readonly query: Query;
  go(query: Query): void;
}

function Typed({ query, go }: Changing) {
  const [text, setText] = useState(conditionsTyped(query));
  const [wrong, setWrong] = useState<string[]>([]);
  const apply = (event: Event) => {
    event.preventDefault();
    const typed = typedConditions(text);
    if (typed.kind === 'conditions') go(typed.query);
    else setWrong(typed.words);
  };
  return (
    <form onSubmit={apply}>
      <label class="field">
        <span>
          Filter <kbd>/</kbd>
        </span>
        <input
          type="text"
          data-filter
          value={text}
          spellcheck={false}
          placeholder="status=failed,canceled jobType=enrichMobile tag=team=emea since=2h"
          aria-describedby={wrong.length > 0 ? 'wrong-condition' : undefined}
          aria-invalid={wrong.length > 0}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
      {wrong.length > 0 && (
        <p id="wrong-condition" class="wrong" role="alert">
          No condition: {wrong.join(', ')}. Write each as name=value; names are {JOB_CONDITIONS.join(', ')}.
        </p>
      )}
    </form>
  );
}
