/** Jobs, the latest change first: found by conditions, opened, and acted on, one or many. */
import { useRef, useState } from 'preact/hooks';
import { counted } from '../../parts/numbers.ts';
import { Pages } from '../../parts/pages.tsx';
import { useList } from '../../parts/use-list.ts';
import { useRead } from '../../parts/use-read.ts';
import { useGateway } from '../../parts/with-gateway.ts';
import type { ViewAddress } from '../../view-address.ts';
import { conditionsOf, conditionsTyped, isCounted } from './job-conditions.ts';
import { JobFilterBar } from './job-filter-bar.tsx';
import { JobTable } from './job-table.tsx';
import { ManyJobs } from './many-jobs.tsx';

const EVERY_MS = 10_000;
const NONE: ReadonlySet<string> = new Set();

export function Jobs({ address }: { address: ViewAddress }) {
  const { gateway } = useGateway();
  const query = conditionsOf(address.query);
  const key = conditionsTyped(query);
  const [isPaused, setPaused] = useState(false);
  const [isTouched, setTouched] = useState(false);
  const [selected, setSelected] = useState(NONE);
  const place = useRef<HTMLDivElement>(null);
  const paged = useList(
    {
      of: 'GET /v1/jobs',
      query: { ...query, view: 'brief', orderBy: 'newest' },
      itemsOf: ({ jobs }) => jobs,
    },
    isPaused || isTouched || selected.size > 0 ? undefined : EVERY_MS,
  );
  const count = useRead(`count ${key}`, async (signal) =>
    isCounted(query)
      ? sumOf((await gateway.call('GET /v1/jobs:count', { query, signal })).byStatus)
      : undefined,
  );
  const again = () => {
    setSelected(NONE);
    paged.reading.again();
    count.again();
  };
  return (
    <>
      <h1>Jobs</h1>
      <JobFilterBar query={query} />
      <div class="tools">
        <p aria-live="polite">
          {count.value === undefined ? '' : `${counted(count.value, 'attempt')} match.`}{' '}
          {selected.size > 0 && `${counted(selected.size, 'job')} selected.`}
        </p>
        <button type="button" aria-pressed={isPaused} onClick={() => setPaused(!isPaused)}>
          {isPaused ? 'Go on refreshing' : 'Pause refreshing'}
        </button>
        <ManyJobs query={query} selected={selected} matching={count.value} done={again} />
      </div>
      {/* Rows stay where they are while the pointer or the focus is among them. */}
      <div
        ref={place}
        onPointerEnter={() => setTouched(true)}
        onPointerLeave={() => setTouched(place.current?.contains(document.activeElement) ?? false)}
        onFocusCapture={() => setTouched(true)}
        onBlurCapture={({ relatedTarget }) =>
          setTouched(relatedTarget instanceof Node && (place.current?.contains(relatedTarget) ?? false))
        }
      >
        <Pages of={paged}>
          {(jobs) => (
            <JobTable jobs={jobs} selected={selected} select={setSelected} isFiltered={key !== ''} />
          )}
        </Pages>
      </div>
    </>
  );
}

function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
