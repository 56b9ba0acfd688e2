import type { Operation } from '../../../client/operator.ts';
import { Bar } from '../../parts/bar.tsx';
import { type Columns, moment, number, one, text, word } from '../../parts/columns.tsx';
import { inNumbers, sumOf } from '../../parts/numbers.ts';
import { Table } from '../../parts/table.tsx';

const COLUMNS: Columns<Operation> = {
  Operation: one('operations', 'id'),
  Kind: ({ kind, dryRun }) => `${kind}${dryRun ? ', dry run' : ''}`,
  State: word('state'),
  Progress: { as: 'picture', of: (operation) => <Progress operation={operation} /> },
  Found: number('found'),
  Done: number('done'),
  Skipped: { as: 'number', of: ({ skipped }) => inNumbers(sumOf(skipped)) },
  Failed: { as: 'number', of: ({ failed }) => inNumbers(sumOf(failed)) },
  'Asked for': moment('requestedAt'),
  By: text('requestedBy'),
  Why: text('reason'),
};

export function OperationTable({ operations }: { operations: readonly Operation[] }) {
  return (
    <Table
      columns={COLUMNS}
      rows={operations}
      isTrouble={({ failed }) => sumOf(failed) > 0}
      empty="None yet."
      isList
    />
  );
}

/** Of those that were found so far: more may be found on the way. */
export function Progress({ operation: { found, done, skipped, failed } }: { operation: Operation }) {
  const [still, bad] = [sumOf(skipped), sumOf(failed)];
  return <Bar good={done} bad={bad} still={still} ground={found - done - bad - still} />;
}
