import type { Attempt } from '../../../client/index.ts';
import { Cut } from '../../parts/cut.tsx';
import { LeadLink } from '../../parts/lead-link.tsx';
import { lasting } from '../../parts/moments.ts';
import { Status } from '../../parts/status.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { type Part, type Row, waterfallOf } from './waterfall-layout.ts';
import { WaterfallPicture } from './waterfall-picture.tsx';

type Line = Part & { readonly of: Row; readonly key: string };

const COLUMNS: readonly Column<Line>[] = [
  {
    name: 'Attempt',
    of: ({ of: { attempt, requestId } }) => (
      <>
        {attempt} <LeadLink id={requestId} />
      </>
    ),
  },
  { name: 'Step', of: (line) => <Step line={line} /> },
  { name: 'At', of: ({ at }) => <time class="at">{at.replace('T', ' ')}</time> },
  {
    name: 'Lasted',
    as: 'number',
    of: ({ kind, lasts, isOpen }) =>
      (kind === 'step' || kind === 'wait') && `${lasting(lasts)}${isOpen ? ', not over' : ''}`,
  },
];

/** All attempts on one scale of time, and the same as a table. */
export function Waterfall({ attempts, asOf }: { attempts: readonly Attempt[]; asOf: string }) {
  const waterfall = waterfallOf(attempts, Date.parse(asOf));
  const { rows, isEven, skew } = waterfall;
  const lines = rows.flatMap((row) =>
    row.parts.map((part, i) => ({ ...part, of: row, key: `${row.attempt} ${i}` })),
  );
  return (
    <>
      <WaterfallPicture waterfall={waterfall} />
      {!isEven && <p class="hint">Not to scale: short steps are drawn longer, so that they are seen.</p>}
      {skew > 0 && (
        <p class="hint">
          Modigie's times begin {lasting(skew)} before the gateway's: clocks differ, or it had the job before.
        </p>
      )}
      <Table columns={COLUMNS} rows={lines} keyOf={({ key }) => key} empty="No times are known." />
    </>
  );
}

function Step({ line: { kind, name, of } }: { line: Line }) {
  switch (kind) {
    case 'end':
      return (
        <>
          <Status status={name} /> {of.reasonType && <Cut text={of.reasonType} />}
        </>
      );
    case 'wait':
      return <>until sent again</>;
    case 'delivery':
      return <>◆ result delivered</>;
    default:
      return <bdi>{name}</bdi>;
  }
}
