/** Jobs, the latest change first: found by conditions, opened, and acted on, one or many. */
import { useState } from 'preact/hooks';
import { counted, sumOf } from '../../parts/numbers.ts';
import { Pages } from '../../parts/pages.tsx';
import { useRead } from '../../parts/use-read.ts';
import { useGateway } from '../../parts/with-gateway.ts';
import type { ViewAddress } from '../../view-address.ts';
import { conditionsOf, isCounted } from './job-conditions.ts';
import { JobFilterBar } from './job-filter-bar.tsx';
import { JobTable } from './job-table.tsx';
import { ManyJobs } from './many-jobs.tsx';

const EVERY_MS = 10_000;
const NONE: ReadonlySet<string> = new Set();

export function Jobs({ address }: { address: ViewAddress }) {
  const { gateway } = useGateway();
  const query = conditionsOf(address.query);
  const [isPaused, setPaused] = useState(false);
  const key = JSON.stringify(query);
  const [[of, selected], setSelected] = useState([key, NONE] as const);
  // Jobs that are not shown are not acted on, from the moment on when they are not.
  if (of !== key) setSelected([key, NONE]);
  const select = (ids: ReadonlySet<string>) => setSelected([key, ids]);
  const { value: matching } = useRead(key, async (signal) =>
    isCounted(query)
      ? sumOf((await gateway.call('GET /v1/jobs:count', { query, signal })).byStatus)
      : undefined,
  );
  return (
    <>
      <JobFilterBar query={query} />
      <div class="buttons">
        <p aria-live="polite">
          {matching !== undefined && `${counted(matching, 'attempt')} match.`}{' '}
          {selected.size > 0 && `${counted(selected.size, 'job')} selected.`}
        </p>
        <button type="button" aria-pressed={isPaused} onClick={() => setPaused(!isPaused)}>
          Pause refreshing
        </button>
        <ManyJobs query={query} selected={selected} matching={matching} />
      </div>
      <Pages
        of="GET /v1/jobs"
        query={{ ...query, view: 'brief', orderBy: 'newest' }}
        every={isPaused || selected.size > 0 ? undefined : EVERY_MS}
      >
        {(pages) => <JobTable jobs={pages.flatMap(({ jobs }) => jobs)} selection={{ selected, select }} />}
      </Pages>
    </>
  );
}
