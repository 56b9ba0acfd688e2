import type { Reconciled, UnbalancedRow } from '../../../client/operator.ts';
import { Moment } from '../../parts/moment.tsx';
import { counted, inNumbers } from '../../parts/numbers.ts';
import { Read } from '../../parts/read.tsx';
import { Section } from '../../parts/section.tsx';
import { Mark, Status } from '../../parts/status.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { useRead } from '../../parts/use-read.ts';
import { useGateway } from '../../parts/with-gateway.ts';

/** The leads of a month, held against what became of them, and how many jobs an invoice should have. */
export function Reconciliation({ month }: { month: string }) {
  const { gateway } = useGateway();
  const reading = useRead(`reconciliation ${month}`, (signal) =>
    gateway.call('GET /v1/reconciliation', { query: { month }, signal }),
  );
  return (
    <Section title="Whether all adds up">
      <Read of={reading}>{(found) => <Found found={found} />}</Read>
    </Section>
  );
}

const COLUMNS: readonly Column<UnbalancedRow>[] = [
  { name: 'Day', as: 'word', of: ({ day }) => day },
  { name: 'Type', of: ({ jobType }) => jobType },
  { name: 'Tag', of: ({ dimension }) => dimension },
  { name: 'Accepted', as: 'number', of: ({ accepted }) => inNumbers(accepted) },
  { name: 'Accounted for', as: 'number', of: ({ accounted }) => inNumbers(accounted) },
];

function Found({ found: { totals, unbalanced, checkedRows, asOf, period } }: { found: Reconciled }) {
  const { accepted, charged, external, ...outcomes } = totals;
  const isBalanced = unbalanced.length === 0;
  return (
    <>
      <p>
        {counted(accepted, 'lead')} accepted:{' '}
        {Object.entries(outcomes)
          .filter(([, count]) => count > 0)
          .map(([outcome, count]) => (
            <span key={outcome} class="outcome">
              <Status status={outcome} /> {inNumbers(count)}
            </span>
          ))}
      </p>
      <p>
        <Mark tone={isBalanced ? 'good' : 'bad'}>
          {isBalanced
            ? `Each of ${counted(checkedRows, 'sum')} of a day is accounted for.`
            : `${unbalanced.length} of ${counted(checkedRows, 'sum')} are not accounted for.`}
        </Mark>
      </p>
      {!isBalanced && (
        <>
          <p>
            Retries that are under way may be the cause: count again in a minute. Else see the audit for who
            changed records by hand (docs/operate.md, unbalanced).
          </p>
          <Table
            columns={COLUMNS}
            rows={unbalanced}
            keyOf={(row) => JSON.stringify(row)}
            classOf={() => 'trouble'}
            empty=""
          />
        </>
      )}
      <p>
        An invoice of the month should have {counted(charged + external, 'job')}
        {external > 0 && `, ${inNumbers(external)} of them requested by other systems`}. Job by job it is
        compared by <code>npm run gateway -- reconcile --month {period} --invoice invoice.csv</code>
      </p>
      <p class="hint">
        Counted <Moment at={asOf} />.
      </p>
    </>
  );
}
