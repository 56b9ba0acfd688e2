/** The world of `dev`, which may be made to misbehave, and whose time may be moved. */
import { useState } from 'preact/hooks';
import { Fault } from '../parts/fault.tsx';
import { inUnits } from '../parts/moments.ts';
import { Read } from '../parts/read.tsx';
import { useRead } from '../parts/use-read.ts';
import { useGateway } from '../parts/with-gateway.ts';
import { type Controls, changeWorld, readWorld } from './world.ts';

const STEPS = [
  { name: '1 hour later', ms: 3_600_000 },
  { name: '6 hours later', ms: 21_600_000 },
  { name: '31 days later', ms: 2_678_400_000 },
];

export function DevControls() {
  const { gateway, setAhead } = useGateway();
  const world = useRead('world', async () => {
    const controls = await readWorld(gateway);
    setAhead(controls.aheadMs);
    return controls;
  });
  const [error, setError] = useState<unknown>();
  const change = async (what: 'chaos' | 'clock', order: object) => {
    setError(undefined);
    await changeWorld(gateway, what, order).catch(setError);
    world.again();
  };
  return (
    <section class="world" aria-label="The invented world">
      {error !== undefined && <Fault error={error} />}
      <Read of={world}>{(controls) => <Buttons {...controls} change={change} />}</Read>
    </section>
  );
}

interface Properties extends Controls {
  change(what: 'chaos' | 'clock', order: object): void;
}

function Buttons({ chaos, aheadMs, canMoveClock, change }: Properties) {
  return (
    <div class="buttons">
      <button type="button" aria-pressed={chaos} onClick={() => change('chaos', { on: !chaos })}>
        Chaos
      </button>
      <small>{chaos ? 'Messages are lost, late and repeated.' : 'Messages come as they should.'}</small>
      {canMoveClock &&
        STEPS.map(({ name, ms }) => (
          <button key={ms} type="button" onClick={() => change('clock', { ms })}>
            {name}
          </button>
        ))}
      {aheadMs > 0 && <small>Its clock is {inUnits(aheadMs)} ahead.</small>}
    </div>
  );
}
