import type { Violation } from '../../../client/refusal.ts';
import { Mark } from '../../parts/status.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import type { Verdict } from './letter-verdict.ts';

const COLUMNS: readonly Column<Violation>[] = [
  { name: 'Where', of: ({ pointer }) => pointer || '/' },
  { name: 'What is wrong', of: ({ detail }) => detail },
];

export function VerdictInWords({ verdict: { way, says, errors } }: { verdict: Verdict }) {
  return (
    <>
      <p>
        <Mark tone={way === 'open' ? 'good' : 'bad'}>{says}</Mark>
      </p>
      {errors.length > 0 && (
        <Table
          columns={COLUMNS}
          rows={errors}
          keyOf={({ pointer, detail }) => `${pointer} ${detail}`}
          empty=""
        />
      )}
    </>
  );
}
