import { useEffect, useState } from 'preact/hooks';
import { Bar } from '../../parts/bar.tsx';
import { Fault } from '../../parts/fault.tsx';
import { Link } from '../../parts/link.tsx';
import { counted, inNumbers } from '../../parts/numbers.ts';
import { Status } from '../../parts/status.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { useGateway } from '../../parts/with-gateway.ts';
import { Download } from './download.tsx';
import { byStatus, type LeadFate } from './lead-fates.ts';
import { type ChosenList, resultsOf } from './read-list.ts';
import { sendList } from './send-list.ts';

const ROWS_SHOWN = 200;

const COLUMNS: readonly Column<LeadFate>[] = [
  {
    name: 'Request ID',
    of: ({ requestId, job }) =>
      job ? (
        <Link to="lead" id={requestId} class="id">
          {requestId}
        </Link>
      ) : (
        <bdi class="id">{requestId}</bdi>
      ),
  },
  { name: 'Line', as: 'number', of: ({ row }) => row },
  { name: 'Status', of: ({ job }) => (job ? <Status status={job.status} /> : 'not sent') },
  {
    name: 'Found',
    of: ({ job, refusal }) => (
      <bdi>
        {refusal ??
          Object.entries(job?.eventCodes ?? {})
            .map(([task, code]) => `${task}: ${code}`)
            .join(', ')}
      </bdi>
    ),
  },
];

/** A list that is being sent, and what became of each lead. */
export function SentList({ chosen, anew }: { chosen: ChosenList; anew(): void }) {
  const { gateway } = useGateway();
  const [fates, setFates] = useState<readonly LeadFate[]>([]);
  const [error, setError] = useState<unknown>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const ending = new AbortController();
    setError(undefined);
    sendList(gateway, chosen.list.leads, { told: setFates, signal: ending.signal }).catch((fault) => {
      if (!ending.signal.aborted) setError(fault);
    });
    return () => ending.abort();
  }, [chosen, tries]);
  const all = chosen.list.leads.length;
  const ended = fates.filter(({ job }) => job === undefined || job.final).length;
  return (
    <>
      <h2>
        <bdi>{chosen.file.name}</bdi>
      </h2>
      {error !== undefined && <Fault error={error} again={() => setTries(tries + 1)} />}
      <p aria-live="polite">
        {inNumbers(ended)} of {counted(all, 'row')}{' '}
        {ended === all ? 'are through.' : 'are through; the others are under way.'}
      </p>
      <Bar value={ended} most={all} tone="good" />
      <ul class="tiles">
        {byStatus(fates).map(([status, count]) => (
          <li key={status}>
            <div>
              <Status status={status} />
              <strong>{inNumbers(count)}</strong>
            </div>
          </li>
        ))}
      </ul>
      <p class="buttons">
        <Download name={resultsName(chosen.file.name)} read={() => resultsOf(gateway, chosen)}>
          Download the results
        </Download>
        <button type="button" onClick={anew}>
          Another list
        </button>
      </p>
      <Table
        columns={COLUMNS}
        rows={fates.slice(0, ROWS_SHOWN)}
        keyOf={({ row }) => String(row)}
        isList
        empty=""
      />
      {fates.length > ROWS_SHOWN && (
        <p class="hint">These are the first {ROWS_SHOWN}; the download has all of them.</p>
      )}
    </>
  );
}

/** @returns the name that `enrich` would give to the results */
function resultsName(list: string): string {
  return `${list.replace(/\.[^.]*$/, '')}.results.csv`;
}
