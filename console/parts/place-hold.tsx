import { useState } from 'preact/hooks';
import { Act } from './act.tsx';
import { useGateway } from './with-gateway.ts';

/** The name of a hold of all of them. */
export const EVERY_TYPE = '*';

/** Hours; none of a hold that a person ends. */
const LENGTHS = ['', '1', '4', '24', '72'];
const HOUR_MS = 3_600_000;

/** Holds a job type, or all of them. @param of the one that is offered first */
export function PlaceHold({ of: offered = '' }: { of?: string }) {
  const { now } = useGateway();
  const [name, setName] = useState(offered);
  const [hours, setHours] = useState('');
  const jobType = name.trim();
  return (
    <Act
      verb={offered ? `Hold ${offered}` : 'Place a hold'}
      isReady={jobType !== ''}
      consequence={
        <>
          <p>Its jobs are accepted, and none is published until the hold ends. Results are delivered.</p>
          <label class="field">
            Job type, or {EVERY_TYPE} for all of them
            <input value={name} onInput={({ currentTarget }) => setName(currentTarget.value)} />
          </label>
          <label class="field">
            How long
            <select value={hours} onChange={({ currentTarget }) => setHours(currentTarget.value)}>
              {LENGTHS.map((length) => (
                <option key={length} value={length}>
                  {length ? `${length} h` : 'until it is released'}
                </option>
              ))}
            </select>
          </label>
        </>
      }
      to="POST /v1/holds/{id}"
      id={jobType}
      body={{ until: (hours && new Date(now() + Number(hours) * HOUR_MS).toISOString()) || undefined }}
      said={() => 'Held. It is released on the overview.'}
    />
  );
}
