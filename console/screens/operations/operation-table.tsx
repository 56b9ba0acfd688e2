import type { Operation } from '../../../client/operator.ts';
import { Link } from '../../parts/link.tsx';
import { Moment } from '../../parts/moment.tsx';
import { inNumbers } from '../../parts/numbers.ts';
import { SplitBar } from '../../parts/split-bar.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { settledOf, sumOf } from './operation-counts.ts';

const COLUMNS: readonly Column<Operation>[] = [
  {
    name: 'Operation',
    as: 'word',
    of: ({ id }) => (
      <Link to="operations" id={id} class="id">
        {id}
      </Link>
    ),
  },
  { name: 'Kind', as: 'word', of: ({ kind, dryRun }) => `${kind}${dryRun ? ', dry run' : ''}` },
  { name: 'State', as: 'word', of: ({ state }) => state },
  { name: 'Progress', as: 'picture', of: (operation) => <Progress operation={operation} /> },
  { name: 'Found', as: 'number', of: ({ found }) => inNumbers(found) },
  { name: 'Done', as: 'number', of: ({ done }) => inNumbers(done) },
  { name: 'Skipped', as: 'number', of: ({ skipped }) => inNumbers(sumOf(skipped)) },
  { name: 'Failed', as: 'number', of: ({ failed }) => inNumbers(sumOf(failed)) },
  { name: 'Asked for', of: ({ requestedAt }) => <Moment at={requestedAt} /> },
  { name: 'By', of: ({ requestedBy }) => requestedBy ?? 'an operator' },
  { name: 'Why', of: ({ reason }) => reason },
];

export function OperationTable({ operations }: { operations: readonly Operation[] }) {
  return (
    <Table
      columns={COLUMNS}
      rows={operations}
      keyOf={({ id }) => id}
      classOf={({ failed }) => (sumOf(failed) > 0 ? 'trouble' : '')}
      empty="Nothing was done to many jobs at once yet. It is begun from the list of jobs, or of dead letters."
      isList
    />
  );
}

/** Of those that were found so far: more may be found on the way. */
export function Progress({ operation }: { operation: Operation }) {
  const { found, done, skipped, failed } = operation;
  return (
    <SplitBar
      parts={[
        { value: done, tone: 'good' },
        { value: sumOf(failed), tone: 'bad' },
        { value: sumOf(skipped), tone: 'still' },
        { value: found - settledOf(operation), tone: 'ground' },
      ]}
    />
  );
}
