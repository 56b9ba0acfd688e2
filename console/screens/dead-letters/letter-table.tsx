import type { DeadLetter } from '../../../client/operator.ts';
import { Link } from '../../parts/link.tsx';
import { Moment } from '../../parts/moment.tsx';
import { inNumbers } from '../../parts/numbers.ts';
import { type Column, Table } from '../../parts/table.tsx';
import type { Query } from '../../view-address.ts';

interface Properties {
  readonly letters: readonly DeadLetter[];
  /** The conditions of the list, which a source or a reason is added to. */
  readonly query: Query;
}

export function LetterTable({ letters, query }: Properties) {
  return (
    <Table
      columns={columnsWithin(query)}
      rows={letters}
      keyOf={({ id }) => id}
      empty="No dead letter matches."
      isList
    />
  );
}

function columnsWithin(query: Query): Column<DeadLetter>[] {
  const narrowed = (name: 'source' | 'reason'): Column<DeadLetter>['of'] =>
    function Narrowed({ [name]: value }) {
      return (
        <Link to="dead-letters" query={{ ...query, [name]: value }}>
          {value}
        </Link>
      );
    };
  return [
    {
      name: 'Dead letter',
      as: 'word',
      of: ({ id }) => (
        <Link to="dead-letters" id={id} class="id">
          {id}
        </Link>
      ),
    },
    { name: 'State', as: 'word', of: ({ state }) => state },
    { name: 'Source', as: 'word', of: narrowed('source') },
    { name: 'Reason', as: 'word', of: narrowed('reason') },
    { name: 'Where', of: ({ detail }) => detail },
    { name: 'Set aside', of: ({ receivedAt }) => <Moment at={receivedAt} /> },
    { name: 'Bytes', as: 'number', of: ({ bytes }) => inNumbers(bytes) },
    { name: 'Generation', as: 'number', of: ({ generation }) => generation },
  ];
}
