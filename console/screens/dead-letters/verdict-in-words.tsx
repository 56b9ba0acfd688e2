import type { Violation } from '../../../client/refusal.ts';
import { type Columns, text } from '../../parts/columns.tsx';
import { Mark } from '../../parts/status.tsx';
import { Table } from '../../parts/table.tsx';
import type { Verdict } from './letter-verdict.ts';

const COLUMNS: Columns<Violation> = {
  Where: ({ pointer }) => pointer || '/',
  'What is wrong': text('detail'),
};

export function VerdictInWords({ verdict: { way, says, errors } }: { verdict: Verdict }) {
  return (
    <>
      <p>
        <Mark tone={way === 'open' ? 'good' : 'bad'}>{says}</Mark>
      </p>
      {errors.length > 0 && <Table columns={COLUMNS} rows={errors} />}
    </>
  );
}
