import type { UsageSums } from '../../../client/index.ts';
import { Answer } from '../../parts/answer.tsx';
import { ColumnChart } from '../../parts/column-chart.tsx';
import { type Columns, number, word } from '../../parts/columns.tsx';
import { Facts } from '../../parts/facts.tsx';
import { inNumbers } from '../../parts/numbers.ts';
import { Table } from '../../parts/table.tsx';
import { useCall } from '../../parts/use-call.ts';
import { monthBefore } from './months.ts';
import { atThisPace } from './pace.ts';
import { byDay, inMoney } from './usage-rows.ts';

interface Properties {
  /** As `2026-11`. */
  readonly month: string;
  /** In epoch milliseconds. */
  readonly now: number;
}

const COLUMNS: Columns<UsageSums & { readonly day: string }> = {
  Day: word('day'),
  Accepted: number('accepted'),
  Charged: number('charged'),
  Amount: { as: 'number', of: inMoney },
};

/** All that was charged in a month, day by day; where it will end at this pace, beside the month before. */
export function Month({ month, now }: Properties) {
  const before = monthBefore(month);
  const earlier = useCall('GET /v1/usage', { query: { month: before, by: 'day' } }).value?.total;
  return (
    <Answer to="GET /v1/usage" query={{ month, by: 'day' }}>
      {({ total, rows }) => {
        const days = byDay(month, rows);
        const pace = total && atThisPace({ charged: total.charged, month, now });
        return (
          <>
            {total && (
              <Facts
                of={{
                  Charged: <Charged sums={total} />,
                  'At this pace': pace != null && inNumbers(pace),
                  [`Charged in ${before}`]: earlier && <Charged sums={earlier} />,
                  Accepted: inNumbers(total.accepted),
                  Completed: inNumbers(total.completed),
                  'Not ended': inNumbers(total.waiting),
                }}
              />
            )}
            <ColumnChart
              columns={days.map(({ day, charged }) => ({ name: day, value: charged }))}
              of="Charged"
            />
            <details>
              <summary>Day by day</summary>
              <Table columns={COLUMNS} rows={days} />
            </details>
          </>
        );
      }}
    </Answer>
  );
}

function Charged({ sums }: { sums: UsageSums }) {
  return (
    <>
      {inNumbers(sums.charged)} <small>{inMoney(sums)}</small>
    </>
  );
}
