import type { ComponentChildren } from 'preact';
import { number, text } from '../../parts/columns.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Moment } from '../../parts/moment.tsx';
import { inUnits } from '../../parts/moments.ts';
import { counted, inNumbers } from '../../parts/numbers.ts';
import { Table } from '../../parts/table.tsx';
import type { ListForecast, ReadList } from './read-list.ts';

/** Rows that are not sent are shown up to here. */
const REJECTS_SHOWN = 50;

const OUTLOOKS: ReadonlyMap<string, string> = new Map([
  ['new', 'sent at once'],
  ['known', 'requested before, not sent again'],
  ['reusable', 'answered by an earlier job'],
  ['held', 'held, and sent later'],
  ['reused-id', 'not sent: its ID has other values'],
]);

/** The forecast of a list, and its cost. */
export function Forecast({ list, send }: { list: ReadList; send(): void }) {
  const { leads, rejects, notes, forecast } = list;
  return (
    <>
      <p class="hint">
        <bdi>{notes.join(' ')}</bdi>
      </p>
      <Table
        columns={{
          Outlook: ([would]) => OUTLOOKS.get(would) ?? would,
          Rows: { as: 'number', of: ([, count]) => inNumbers(count) },
        }}
        rows={Object.entries(forecast.byWould).filter(([, count]) => count > 0)}
        empty="The list has no rows."
      />
      <Facts of={costOf(forecast)} />
      {rejects.length > 0 && (
        <details>
          <summary>{counted(rejects.length, 'row')} of which nothing can be sent</summary>
          <Table
            columns={{ Line: number('row'), Reason: text('reason') }}
            rows={rejects.slice(0, REJECTS_SHOWN)}
          />
        </details>
      )}
      <p>
        <button type="button" class="first" disabled={leads.length === 0} onClick={send}>
          {forecast.leads > 0 ? `Send ${counted(forecast.leads, 'lead')}` : 'See what became of it'}
        </button>
      </p>
    </>
  );
}

function costOf({ charges, amounts, seconds, budgets }: ListForecast): Record<string, ComponentChildren> {
  const { low, expected, high } = charges;
  const ofBudgets = budgets.map(({ name, left, after, renewsAt }) => [
    `Budget ${name}`,
    <>
      {inNumbers(left)} left, {inNumbers(after)} then; anew <Moment at={renewsAt} />
    </>,
  ]);
  return {
    Charges: `${inNumbers(low)} to ${inNumbers(high)}`,
    'Charges, by experience': expected !== null && inNumbers(expected),
    Amount: amounts && `${amounts.low} to ${amounts.high} ${amounts.currency}`,
    'Sent within': seconds && inUnits(seconds * 1_000),
    ...Object.fromEntries(ofBudgets),
  };
}
