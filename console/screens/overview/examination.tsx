import { useState } from 'preact/hooks';
import type { Finding } from '../../../client/operator.ts';
import { Read } from '../../parts/read.tsx';
import { Section } from '../../parts/section.tsx';
import { Mark } from '../../parts/status.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { useRead } from '../../parts/use-read.ts';
import { useGateway } from '../../parts/with-gateway.ts';

const COLUMNS: readonly Column<Finding>[] = [
  { name: 'Check', of: ({ check }) => check },
  {
    name: 'State',
    as: 'word',
    of: ({ state }) => (
      <Mark tone={state === 'ok' ? 'good' : state === 'wrong' ? 'bad' : 'waiting'}>{state}</Mark>
    ),
  },
  {
    name: 'Seen',
    of: ({ seen, expected, actual }) => (
      <bdi>
        {[seen, expected && `expected ${expected}`, actual && `actual ${actual}`].filter(Boolean).join('; ')}
      </bdi>
    ),
  },
  { name: 'What mends it', of: ({ fix }) => fix },
];

/** The doctor's findings. It reads thousands of records, and so is asked by a person alone. */
export function Examination() {
  const [isAsked, setAsked] = useState(false);
  return (
    <Section title="The doctor" note="the ledger, held against what it should be">
      {isAsked ? (
        <Findings />
      ) : (
        <button type="button" onClick={() => setAsked(true)}>
          Examine the ledger
        </button>
      )}
    </Section>
  );
}

function Findings() {
  const { gateway } = useGateway();
  const reading = useRead('doctor', (signal) => gateway.call('GET /v1/doctor', { signal }));
  return (
    <Read of={reading}>
      {({ findings }) => (
        <Table
          columns={COLUMNS}
          rows={findings}
          keyOf={(finding) => JSON.stringify(finding)}
          classOf={({ state }) => (state === 'wrong' ? 'trouble' : '')}
          empty=""
        />
      )}
    </Read>
  );
}
