import type { Attempt } from '../../../client/index.ts';
import type { Columns } from '../../parts/columns.tsx';
import { Cut } from '../../parts/cut.tsx';
import { Link } from '../../parts/link.tsx';
import { inUnits } from '../../parts/moments.ts';
import { Status } from '../../parts/status.tsx';
import { Table } from '../../parts/table.tsx';
import { type Part, type Row, waterfallOf } from './waterfall-layout.ts';
import { WaterfallPicture } from './waterfall-picture.tsx';

type Line = Part & { readonly of: Row };

const COLUMNS: Columns<Line> = {
  Attempt: ({ of: { attempt, requestId } }) => (
    <>
      {attempt} <Link to="lead" id={requestId} />
    </>
  ),
  Step: (line) => <Step line={line} />,
  At: ({ at }) => <time class="at">{at.replace('T', ' ')}</time>,
  Lasted: {
    as: 'number',
    of: ({ kind, from, to, isOpen }) =>
      (kind === 'step' || kind === 'wait') && `${inUnits(to - from)}${isOpen ? ', not over' : ''}`,
  },
};

/** All attempts on one scale of time, and the same as a table. */
export function Waterfall({ attempts, asOf }: { attempts: readonly Attempt[]; asOf: string }) {
  const waterfall = waterfallOf(attempts, Date.parse(asOf));
  const { rows, isEven } = waterfall;
  const lines = rows.flatMap((row) => row.parts.map((part) => ({ ...part, of: row })));
  return (
    <>
      <WaterfallPicture waterfall={waterfall} />
      {!isEven && <p class="hint">Not to scale: short steps are drawn longer, so that they are seen.</p>}
      <Table columns={COLUMNS} rows={lines} empty="No times are known." />
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
