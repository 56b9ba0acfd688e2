import type { Usage, UsageSums } from '../../../client/index.ts';
import { ColumnChart } from '../../parts/column-chart.tsx';
import { Facts } from '../../parts/facts.tsx';
import { inNumbers } from '../../parts/numbers.ts';
import { Read } from '../../parts/read.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { useRead } from '../../parts/use-read.ts';
import { useGateway } from '../../parts/with-gateway.ts';
import { monthBefore } from './months.ts';
import { atThisPace } from './pace.ts';
import { byDay, type DayOfUsage, inMoney } from './usage-rows.ts';

interface Properties {
  /** As `2026-11`. */
  readonly month: string;
  /** In epoch milliseconds. */
  readonly now: number;
}

/** All that was charged in a month, day by day; where it will end at this pace, beside the month before. */
export function Month({ month, now }: Properties) {
  const { gateway } = useGateway();
  const before = monthBefore(month);
  const reading = useRead(`month ${month}`, (signal) =>
    Promise.all(
      [month, before].map((one) =>
        gateway.call('GET /v1/usage', { query: { month: one, by: 'day' }, signal }),
      ),
    ),
  );
  return (
    <Read of={reading}>
      {([actual, earlier]) => (
        <>
          {actual?.total && (
            <Facts
              of={{
                Charged: <InAll sums={actual.total} />,
                'At this pace': inAll(atThisPace({ charged: actual.total.charged, month, now })),
                [`Charged in ${before}`]: earlier?.total && <InAll sums={earlier.total} />,
                Accepted: inNumbers(actual.total.accepted),
                Completed: inNumbers(actual.total.completed),
                'Not ended': inNumbers(actual.total.waiting),
              }}
            />
          )}
          {actual && <Days month={month} usage={actual} />}
        </>
      )}
    </Read>
  );
}

const inAll = (count: number | undefined) => count !== undefined && <b>{inNumbers(count)}</b>;

function InAll({ sums }: { sums: UsageSums }) {
  return (
    <>
      {inAll(sums.charged)} <small>{inMoney(sums)}</small>
    </>
  );
}

const COLUMNS: readonly Column<DayOfUsage>[] = [
  { name: 'Day', as: 'word', of: ({ day }) => day },
  { name: 'Accepted', as: 'number', of: ({ accepted }) => inNumbers(accepted) },
  { name: 'Charged', as: 'number', of: ({ charged }) => inNumbers(charged) },
  { name: 'Amount', as: 'number', of: ({ amount }) => amount },
];

function Days({ month, usage: { rows } }: { month: string; usage: Usage }) {
  const days = byDay(month, rows);
  return (
    <>
      <ColumnChart columns={days.map(({ day, charged }) => ({ name: day, value: charged }))} of="Charged" />
      <details>
        <summary>Day by day</summary>
        <Table columns={COLUMNS} rows={days} keyOf={({ day }) => day} empty="" />
      </details>
    </>
  );
}
