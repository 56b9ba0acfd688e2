import type { DeadLetter } from '../../../client/operator.ts';
import { alike, moment, number, one, text, word } from '../../parts/columns.tsx';
import { Table } from '../../parts/table.tsx';
import type { Query } from '../../view-address.ts';

interface Properties {
  readonly letters: readonly DeadLetter[];
  /** The conditions of the list, which a source or a reason is added to. */
  readonly query: Query;
}

export function LetterTable({ letters, query }: Properties) {
  return (
    <Table
      columns={{
        'Dead letter': one('dead-letters', 'id'),
        State: word('state'),
        Source: alike('dead-letters', 'source', query),
        Reason: alike('dead-letters', 'reason', query),
        Where: text('detail'),
        'Set aside': moment('receivedAt'),
        Bytes: number('bytes'),
        Generation: number('generation'),
      }}
      rows={letters}
      empty="None matches."
      isList
    />
  );
}
