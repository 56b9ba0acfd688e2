import { useState } from 'preact/hooks';
import { Act } from './act.tsx';
import { useGateway } from './with-gateway.ts';

/** The name of a hold of all of them. */
export const EVERY_TYPE = '*';

/** Hours, and the words for them. */
const LENGTHS = {
  '': 'until it is released',
  1: 'for an hour',
  4: 'for 4 hours',
  24: 'for a day',
  72: 'for 3 days',
};
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
              {Object.entries(LENGTHS).map(([value, words]) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </select>
          </label>
        </>
      }
      to="POST /v1/holds/{id}"
      id={jobType}
      body={{ until: (hours && new Date(now() + Number(hours) * HOUR_MS).toISOString()) || undefined }}
      said={() => 'Held: the overview has the button that releases it.'}
    />
  );
}
