import type { Reconciled, UnbalancedRow } from '../../../client/operator.ts';
import { Answer } from '../../parts/answer.tsx';
import { type Columns, number, text, word } from '../../parts/columns.tsx';
import { Moment } from '../../parts/moment.tsx';
import { counted, inNumbers } from '../../parts/numbers.ts';
import { Outcomes } from '../../parts/outcomes.tsx';
import { Section } from '../../parts/section.tsx';
import { Mark } from '../../parts/status.tsx';
import { Table } from '../../parts/table.tsx';

/** The leads of a month, held against what became of them, and how many jobs an invoice should have. */
export function Reconciliation({ month }: { month: string }) {
  return (
    <Section title="Whether all adds up">
      <Answer to="GET /v1/reconciliation" query={{ month }}>
        {(found) => <Found found={found} />}
      </Answer>
    </Section>
  );
}

const COLUMNS: Columns<UnbalancedRow> = {
  Day: word('day'),
  Type: text('jobType'),
  Tag: text('dimension'),
  Accepted: number('accepted'),
  'Accounted for': number('accounted'),
};

function Found({ found: { totals, unbalanced, checkedRows, asOf, period } }: { found: Reconciled }) {
  const { accepted, charged, external, ...outcomes } = totals;
  return (
    <>
      <p>{counted(accepted, 'lead')} accepted:</p>
      <Outcomes of={outcomes} />
      {unbalanced.length === 0 ? (
        <Mark tone="good">All {counted(checkedRows, 'sum')} of a day are accounted for.</Mark>
      ) : (
        <>
          <Mark tone="bad">
            {unbalanced.length} of {counted(checkedRows, 'sum')} are not accounted for.
          </Mark>
          <p>A retry may be under way: count again in a minute (docs/operate.md, unbalanced).</p>
          <Table columns={COLUMNS} rows={unbalanced} isTrouble={() => true} />
        </>
      )}
      <p>
        An invoice should have {counted(charged + external, 'job')}
        {external > 0 && `, ${inNumbers(external)} of them requested by other systems`}. It is compared by{' '}
        <code>npm run gateway -- reconcile --month {period} --invoice invoice.csv</code>
      </p>
      <p class="hint">
        Counted <Moment at={asOf} />.
      </p>
    </>
  );
}
