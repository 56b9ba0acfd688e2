/** The cost of a month: on what and on which day, where it will end, and whether all adds up. */
import { Answer } from '../../parts/answer.tsx';
import { Budgets } from '../../parts/budgets.tsx';
import { ListFilter } from '../../parts/list-filter.tsx';
import { Read } from '../../parts/read.tsx';
import { Section } from '../../parts/section.tsx';
import { useCall } from '../../parts/use-call.ts';
import { useGateway } from '../../parts/with-gateway.ts';
import type { ViewAddress } from '../../view-address.ts';
import { Month } from './month.tsx';
import { isMonth, monthBefore, monthOf } from './months.ts';
import { Reconciliation } from './reconciliation.tsx';
import { byOf } from './usage-rows.ts';
import { UsageTable } from './usage-table.tsx';

export function Cost({ address: { query } }: { address: ViewAddress }) {
  const now = useGateway().now();
  const month = isMonth(query['month']) ? query['month'] : monthOf(now);
  const by = byOf(query['by']);
  const budgets = useCall('GET /v1/budgets');
  const tags = budgets.value?.budgets.flatMap(({ tag }) => tag?.split('=')[0] ?? []) ?? [];
  const known = ['jobType', ...new Set(tags.flatMap((tag) => [tag, `jobType,${tag}`]))];
  return (
    <>
      <ListFilter
        of="cost"
        query={{ month, by: `${by}` }}
        fields={[
          { name: 'month', label: 'Month', known: [monthOf(now), monthBefore(monthOf(now))] },
          { name: 'by', label: 'By job type, showback tag', known },
        ]}
      />
      <Month month={month} now={now} />
      <Section title="Usage" note={`by ${by.join(' and ')}`}>
        <Answer to="GET /v1/usage" query={{ month, by: `${by}` }}>
          {(usage) => <UsageTable usage={usage} />}
        </Answer>
      </Section>
      <Section title="Budgets" note="as they stand now">
        <Read of={budgets}>{(list) => <Budgets budgets={list.budgets} />}</Read>
      </Section>
      <Reconciliation month={month} />
    </>
  );
}
