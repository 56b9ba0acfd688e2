/** An act on many jobs: told beforehand what it would do to how many, and then done as an operation. */
import { counted } from '../../parts/numbers.ts';
import { StartOperation } from '../../parts/start-operation.tsx';
import type { Query } from '../../view-address.ts';
import { JOB_ACTS } from './acts-on-jobs.ts';

/** As many as one operation takes by their IDs. */
const MOST_SELECTED = 500;

interface Properties {
  readonly query: Query;
  readonly selected: ReadonlySet<string>;
  /** How many match; undefined where they are not counted. */
  readonly matching: number | undefined;
}

export function ManyJobs({ query, selected, matching }: Properties) {
  const isOfSelection = selected.size > 0;
  const hasConditions = Object.keys(query).length > 0;
  const whom = isOfSelection
    ? counted(selected.size, 'job')
    : matching === undefined
      ? 'all that match'
      : `all ${counted(matching, 'attempt')}`;
  const selection = isOfSelection
    ? { requestIds: [...selected] }
    : hasConditions
      ? { filter: query }
      : ({ all: true } as const);
  return (
    <span class="buttons">
      {JOB_ACTS.map(({ kind, verb, code: _code, ...rest }) => (
        <StartOperation
          key={kind}
          order={{ ...selection, kind }}
          verb={verb}
          label={`${verb} ${whom}`}
          disabled={selected.size > MOST_SELECTED || (!isOfSelection && matching === 0)}
          {...rest}
        />
      ))}
    </span>
  );
}
