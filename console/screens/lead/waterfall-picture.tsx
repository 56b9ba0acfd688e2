/** The picture beside the table, which says the same to those who do not see it. */
import { inUnits } from '../../parts/moments.ts';
import { SHAPES, toneOf } from '../../parts/tones.ts';
import type { Part, Row, Waterfall } from './waterfall-layout.ts';

/** Pixels. */
const ROW = 50;
const BAR = 20;
const AXIS = 20;

const percent = (hundredths: number) => `${hundredths}%`;
const anchorAt = (place: number) => (place < 10 ? 'start' : place > 90 ? 'end' : 'middle');

export function WaterfallPicture({ waterfall: { rows, ticks, now } }: { waterfall: Waterfall }) {
  const height = rows.length * ROW + AXIS;
  return (
    <svg class="waterfall" height={height} aria-hidden="true">
      <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="2" height="6" />
      </pattern>
      {ticks.map(({ at, elapsed }) => (
        <g key={at}>
          <line x1={percent(at)} x2={percent(at)} y2={height - AXIS} />
          <text class="tick" x={percent(at)} y={height - 5} text-anchor={anchorAt(at)}>
            {elapsed === 0 ? '0' : `+${inUnits(elapsed)}`}
          </text>
        </g>
      ))}
      {rows.map((row, i) => (
        <Attempt key={row.attempt} row={row} top={i * ROW} />
      ))}
      {now !== undefined && (
        <line class="now" x1={percent(now)} x2={percent(now)} y2={height - AXIS}>
          <title>now</title>
        </line>
      )}
    </svg>
  );
}

function Attempt({ row: { attempt, status, reasonType, parts }, top }: { row: Row; top: number }) {
  return (
    <>
      <text y={top + 14}>
        {attempt} · {SHAPES[toneOf(status)]} {status} {reasonType?.slice(0, 80)}
      </text>
      {parts.map((part) => (
        <Drawn key={`${part.kind} ${part.name}`} part={part} top={top + BAR} />
      ))}
    </>
  );
}

/** A stretch clips its own words; the mark of an instant stands on its end, that of a delivery below it. */
function Drawn({ part: { kind, name, place, width, from, to, isOpen }, top }: { part: Part; top: number }) {
  const isStretch = kind === 'step' || kind === 'wait';
  if (!isStretch)
    return (
      <text class={`mark ${toneOf(name)}`} x={percent(place)} y={top + (kind === 'end' ? 15 : 31)}>
        {kind === 'end' ? SHAPES[toneOf(name)] : '◆'}
        <title>{name}</title>
      </text>
    );
  const said = `${kind === 'wait' ? 'until sent again' : name} ${inUnits(to - from)}${isOpen ? ' …' : ''}`;
  return (
    <svg x={percent(place)} y={top} width={percent(width)} height={BAR} aria-hidden="true">
      <rect class={`${kind} ${name}`} width="100%" height="100%" />
      <text x={kind === 'wait' ? 14 : 5} y="14">
        {said}
      </text>
      <title>{said}</title>
    </svg>
  );
}
