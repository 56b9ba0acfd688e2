/** The world of `dev`, which may be made to misbehave, and whose time may be moved. */
import { Fault } from '../parts/fault.tsx';
import { inUnits } from '../parts/moments.ts';
import { Read } from '../parts/read.tsx';
import { readAnew, useRead } from '../parts/use-read.ts';
import { useTask } from '../parts/use-task.ts';
import { useGateway } from '../parts/with-gateway.ts';

/** The invented world, as its server tells of it. */
interface Controls {
  /** Whether messages are lost, late and repeated. */
  readonly chaos: boolean;
  /** How far (ms) its clock is ahead of the machine's. */
  readonly aheadMs: number;
  readonly canMoveClock: boolean;
}

const HOUR_MS = 3_600_000;
/** So far (ms) its clock can be moved at once. */
const STEPS = [HOUR_MS, 6 * HOUR_MS, 31 * 24 * HOUR_MS];

export function DevControls() {
  const { gateway, setAhead } = useGateway();
  const { error, perform } = useTask();
  const world = useRead('world', async () => {
    const controls: Controls = JSON.parse(await gateway.beside('controls'));
    setAhead(controls.aheadMs);
    return controls;
  });
  const change = (what: 'chaos' | 'clock', order: object) =>
    perform(async () => {
      await gateway.beside(`controls:${what}`, JSON.stringify(order));
      readAnew();
    });
  return (
    <section class="world" aria-label="The invented world">
      <Fault error={error} />
      <Read of={world}>
        {({ chaos, aheadMs, canMoveClock }) => (
          <div class="buttons">
            <button type="button" aria-pressed={chaos} onClick={() => change('chaos', { on: !chaos })}>
              Chaos
            </button>
            <small>{chaos ? 'Messages are lost, late and repeated.' : 'Messages come as they should.'}</small>
            {canMoveClock &&
              STEPS.map((ms) => (
                <button key={ms} type="button" onClick={() => change('clock', { ms })}>
                  {inUnits(ms)} later
                </button>
              ))}
            {aheadMs > 0 && <small>Its clock is {inUnits(aheadMs)} ahead.</small>}
          </div>
        )}
      </Read>
    </section>
  );
}
