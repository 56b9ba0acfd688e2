import { useLayoutEffect, useState } from 'preact/hooks';
import { Bar } from '../../parts/bar.tsx';
import { type Columns, number } from '../../parts/columns.tsx';
import { Fault } from '../../parts/fault.tsx';
import { Link } from '../../parts/link.tsx';
import { counted, inNumbers } from '../../parts/numbers.ts';
import { Outcomes } from '../../parts/outcomes.tsx';
import { Status } from '../../parts/status.tsx';
import { Table } from '../../parts/table.tsx';
import { useTask } from '../../parts/use-task.ts';
import { useGateway } from '../../parts/with-gateway.ts';
import { Download } from './download.tsx';
import { countsOf, isOpen, type LeadFate } from './lead-fates.ts';
import { type ChosenList, resultsOf } from './read-list.ts';
import { sendList } from './send-list.ts';

const ROWS_SHOWN = 200;

const COLUMNS: Columns<LeadFate> = {
  'Request ID': ({ requestId, job }) => (job ? <Link to="lead" id={requestId} /> : requestId),
  Line: number('row'),
  Status: ({ job }) => <Status status={job?.status ?? 'refused'} />,
  Found: ({ job, refusal }) =>
    refusal ??
    Object.entries(job?.eventCodes ?? {})
      .map(([task, code]) => `${task}: ${code}`)
      .join(', '),
};

/** A list that is being sent, and what became of each lead. */
export function SentList({ chosen }: { chosen: ChosenList }) {
  const { gateway } = useGateway();
  const { leads } = chosen.list;
  const [fates, setFates] = useState<readonly LeadFate[]>([]);
  const { error, perform } = useTask();
  const [tries, setTries] = useState(0);
  useLayoutEffect(() => {
    const ending = new AbortController();
    // Another view may be shown while a list is sent, but no other page.
    const stay = (event: Event) => event.preventDefault();
    const mayLeave = () => removeEventListener('beforeunload', stay);
    const told = (now: readonly LeadFate[]) => {
      setFates(now);
      if (now.length === leads.length) mayLeave();
    };
    addEventListener('beforeunload', stay);
    perform(() => sendList(gateway, leads, { told, signal: ending.signal }).finally(mayLeave));
    return () => ending.abort();
  }, [tries]);
  const ended = fates.filter((fate) => !isOpen(fate)).length;
  return (
    <>
      <Fault error={error} again={() => setTries(tries + 1)} />
      <p aria-live="polite">
        {inNumbers(ended)} of {counted(leads.length, 'lead')} are through.
        {fates.length < leads.length &&
          ` ${inNumbers(fates.length)} are sent. Keep this tab open until all are.`}
      </p>
      <Bar good={ended} ground={leads.length - ended} />
      <Outcomes of={countsOf(fates)} />
      <p>
        <Download name={resultsName(chosen.file.name)} read={() => resultsOf(gateway, chosen)} />
      </p>
      <Table columns={COLUMNS} rows={fates.slice(0, ROWS_SHOWN)} by="row" isList empty="" />
      {fates.length > ROWS_SHOWN && (
        <p class="hint">These are the first {ROWS_SHOWN}; the download has all.</p>
      )}
    </>
  );
}

/** @returns the name that `enrich` would give to the results */
function resultsName(list: string): string {
  return `${list.replace(/\.[^.]*$/, '')}.results.csv`;
}
