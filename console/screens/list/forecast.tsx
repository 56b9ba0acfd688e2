import { Moment } from '../../parts/moment.tsx';
import { inUnits } from '../../parts/moments.ts';
import { counted, inNumbers } from '../../parts/numbers.ts';
import { Table } from '../../parts/table.tsx';
import { useGateway } from '../../parts/with-gateway.ts';
import type { ChosenList, ListForecast } from './read-list.ts';

/** Rows that are not sent are shown up to here. */
const REJECTS_SHOWN = 50;

const WORDS: Readonly<Record<string, string>> = {
  new: 'new: sent at once',
  known: 'known: requested before, not sent again',
  'duplicate-in-list': 'the same as a row before',
  reusable: 'answered by an earlier job',
  held: 'held, and sent later',
  'over-budget': 'over budget: not sent',
  'reused-id': 'ID used before with other values: not sent',
  'too-large': 'too large: not sent',
  invalid: 'not valid: not sent',
};

interface Properties {
  readonly chosen: ChosenList;
  send(): void;
  anew(): void;
}

/** The forecast of a list, and its cost. */
export function Forecast({ chosen: { file, list }, send, anew }: Properties) {
  const { setting } = useGateway();
  const { rejects, leads, notes, forecast } = list;
  return (
    <>
      <h2>
        <bdi>{file.name}</bdi>: {counted(forecast.rows, 'row')}
      </h2>
      {notes.map((note) => (
        <p key={note} class="hint">
          <bdi>{note}</bdi>
        </p>
      ))}
      <Table
        columns={[
          { name: 'Outlook', of: ([would]) => WORDS[would] ?? would },
          { name: 'Rows', as: 'number', of: ([, count]) => inNumbers(count) },
        ]}
        rows={Object.entries(forecast.byWould).filter(([, count]) => count > 0)}
        keyOf={([would]) => would}
        empty="The list has no rows."
      />
      <p>
        <strong>{charge(forecast)}</strong>{' '}
        {setting.kind === 'dev' && 'Here it is all invented: nothing is charged.'}
      </p>
      {forecast.seconds !== null && <p>They go out within {inUnits(forecast.seconds * 1_000)}.</p>}
      {forecast.budgets.map(({ name, left, after, renewsAt }) => (
        <p key={name}>
          Budget <bdi>{name}</bdi>: {inNumbers(left)} left now, {inNumbers(after)} then; anew{' '}
          <Moment at={renewsAt} />.
        </p>
      ))}
      {rejects.length > 0 && (
        <details>
          <summary>{counted(rejects.length, 'row')} of which nothing can be sent</summary>
          <ul>
            {rejects.slice(0, REJECTS_SHOWN).map(({ row, reason }) => (
              <li key={row}>
                Line {row}: <bdi>{reason}</bdi>
              </li>
            ))}
          </ul>
        </details>
      )}
      <p class="buttons">
        <button type="button" class="first" disabled={leads.length === 0} onClick={send}>
          Send {counted(forecast.leads, 'lead')}
        </button>
        <button type="button" onClick={anew}>
          Another list
        </button>
      </p>
    </>
  );
}

function charge({ leads, charges: { low, expected, high }, amounts }: ListForecast): string {
  if (leads === 0) return 'Nothing would be charged.';
  const between = `${inNumbers(low)} to ${inNumbers(high)} charges`;
  const jobs = expected === null ? between : `${inNumbers(expected)} charges, or ${between}`;
  if (amounts === null) return `${jobs}.`;
  return `${jobs}: ${amounts.low} to ${amounts.high} ${amounts.currency}.`;
}
