/** The cost of a month: on what and on which day, where it will end, and whether all adds up. */
import { Answer } from '../../parts/answer.tsx';
import { Budgets } from '../../parts/budgets.tsx';
import { ListFilter } from '../../parts/list-filter.tsx';
import { Section } from '../../parts/section.tsx';
import { useGateway } from '../../parts/with-gateway.ts';
import type { ViewAddress } from '../../view-address.ts';
import { Month } from './month.tsx';
import { isMonth, monthOf } from './months.ts';
import { Reconciliation } from './reconciliation.tsx';
import { byOf } from './usage-rows.ts';
import { UsageTable } from './usage-table.tsx';

export function Cost({ address: { query } }: { address: ViewAddress }) {
  const now = useGateway().now();
  const month = isMonth(query['month']) ? query['month'] : monthOf(now);
  const by = byOf(query['by']);
  return (
    <>
      <ListFilter
        of="cost"
        query={{ month, by: `${by}` }}
        fields={[
          { name: 'month', label: 'Month' },
          { name: 'by', label: 'By job type, showback tag' },
        ]}
      />
      <Month month={month} now={now} />
      <Section title="Usage" note={`by ${by.join(' and ')}`}>
        <Answer to="GET /v1/usage" query={{ month, by: `${by}` }}>
          {(usage) => <UsageTable usage={usage} />}
        </Answer>
      </Section>
      <Section title="Budgets" note="as they stand now">
        <Answer to="GET /v1/budgets">{({ budgets }) => <Budgets budgets={budgets} />}</Answer>
      </Section>
      <Reconciliation month={month} />
    </>
  );
}
