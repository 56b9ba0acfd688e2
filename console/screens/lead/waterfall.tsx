import type { Attempt } from '../../../client/index.ts';
import { Bar } from '../../parts/bar.tsx';
import type { Columns } from '../../parts/columns.tsx';
import { Cut } from '../../parts/cut.tsx';
import { Link } from '../../parts/link.tsx';
import { inUnits } from '../../parts/moments.ts';
import { Status } from '../../parts/status.tsx';
import { Table } from '../../parts/table.tsx';
import { toneOf } from '../../parts/tones.ts';
import { type Line, waterfallOf } from './waterfall-layout.ts';

const COLUMNS: Columns<Line> = {
  Attempt: ({ of: { attempt, requestId } }) => (
    <>
      {attempt} <Link to="lead" id={requestId} />
    </>
  ),
  Step: (line) => <Step line={line} />,
  When: {
    as: 'picture',
    of: ({ kind, name, place, width }) => (
      <Bar gap={place} {...{ [kind === 'end' ? toneOf(name) : kind]: width }} ground={100 - place - width} />
    ),
  },
  At: ({ at }) => <time>{at.replace('T', ' ')}</time>,
  Lasted: {
    as: 'number',
    of: ({ kind, from, to, isOpen }) =>
      (kind === 'step' || kind === 'wait') && `${inUnits(to - from)}${isOpen ? ', not over' : ''}`,
  },
};

/** All attempts on one scale of time, a line for each step. */
export function Waterfall({ attempts, asOf }: { attempts: readonly Attempt[]; asOf: string }) {
  const { lines, isEven } = waterfallOf(attempts, Date.parse(asOf));
  return (
    <>
      <Table columns={COLUMNS} rows={lines} empty="No times are known." />
      {!isEven && <p class="hint">Not to scale: short steps are drawn longer, so that they are seen.</p>}
    </>
  );
}

function Step({ line: { kind, name, of } }: { line: Line }) {
  switch (kind) {
    case 'end':
      return (
        <>
          <Status status={name} /> <Cut text={of.reasonType} />
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
