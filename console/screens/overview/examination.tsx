import { useState } from 'preact/hooks';
import type { Finding } from '../../../client/operator.ts';
import { Answer } from '../../parts/answer.tsx';
import { type Columns, text } from '../../parts/columns.tsx';
import { Section } from '../../parts/section.tsx';
import { Mark } from '../../parts/status.tsx';
import { Table } from '../../parts/table.tsx';

const COLUMNS: Columns<Finding> = {
  Check: text('check'),
  State: ({ state }) => (
    <Mark tone={state === 'ok' ? 'good' : state === 'wrong' ? 'bad' : 'waiting'}>{state}</Mark>
  ),
  Seen: text('seen'),
  Expected: text('expected'),
  Actual: text('actual'),
  'What mends it': text('fix'),
};

/** The doctor's findings. It reads thousands of records, and so is asked by a person alone. */
export function Examination() {
  const [isAsked, setAsked] = useState(false);
  return (
    <Section title="The doctor" note="the ledger, held against what it should be">
      {isAsked ? (
        <Answer to="GET /v1/doctor">
          {({ findings }) => (
            <Table columns={COLUMNS} rows={findings} isTrouble={({ state }) => state === 'wrong'} />
          )}
        </Answer>
      ) : (
        <button type="button" onClick={() => setAsked(true)}>
          Examine the ledger
        </button>
      )}
    </Section>
  );
}
