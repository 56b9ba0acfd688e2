/** Holds: the job types of which nothing is published, placed and released here. */
import type { Hold } from '../../../client/operator.ts';
import { Link } from '../../parts/link.tsx';
import { Moment } from '../../parts/moment.tsx';
import { inNumbers } from '../../parts/numbers.ts';
import { Read } from '../../parts/read.tsx';
import { ReleaseHold } from '../../parts/release-hold.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { useRead } from '../../parts/use-read.ts';
import { useGateway } from '../../parts/with-gateway.ts';
import { PlaceHold } from './place-hold.tsx';

const EVERY_MS = 10_000;

export function Holds() {
  const { gateway } = useGateway();
  const holds = useRead('holds', (signal) => gateway.call('GET /v1/holds', { signal }), EVERY_MS);
  return (
    <>
      <h1>Holds</h1>
      <div class="buttons">
        <PlaceHold done={holds.again} />
      </div>
      <Read of={holds}>
        {({ holds: list }) => (
          <Table
            columns={columnsWith(holds.again)}
            rows={list}
            keyOf={({ name }) => name}
            empty="Nothing is held: every job type is published."
          />
        )}
      </Read>
    </>
  );
}

function columnsWith(again: () => void): Column<Hold>[] {
  return [
    { name: 'Job type', of: ({ name }) => (name === '*' ? '* (all)' : name) },
    { name: 'State', as: 'word', of: ({ state }) => state },
    {
      name: 'Jobs held',
      as: 'number',
      of: ({ held }) => inNumbers(held),
    },
    {
      name: 'By',
      of: ({ origin, placedBy }) => (origin === 'breaker' ? 'the breaker' : (placedBy ?? 'an operator')),
    },
    { name: 'Placed', of: ({ placedAt }) => <Moment at={placedAt} /> },
    { name: 'Ends', of: ({ until, endedAt }) => <Moment at={endedAt ?? until} /> },
    { name: 'Why', of: ({ reason }) => reason },
    {
      name: 'End it',
      of: (hold) =>
        hold.operation === null ? (
          <ReleaseHold hold={hold} done={again} />
        ) : (
          <Link to="operations" id={hold.operation}>
            its jobs are let go
          </Link>
        ),
    },
  ];
}
