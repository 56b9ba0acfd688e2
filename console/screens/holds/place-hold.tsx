import { useState } from 'preact/hooks';
import { Act } from '../../parts/act.tsx';
import { useGateway } from '../../parts/with-gateway.ts';
import { endOf, LENGTHS } from './hold-times.ts';

/** Every job type: the name of such a hold. */
const ALL_TYPES = '*';

/** Holds a job type, or all of them. */
export function PlaceHold({ done }: { done(): void }) {
  const { gateway, now } = useGateway();
  const [name, setName] = useState('');
  const [length, setLength] = useState(LENGTHS[0]?.name ?? '');
  const jobType = name.trim();
  const place = async (reason: string | undefined) => {
    const until = endOf(length, now());
    await gateway.call('POST /v1/holds/{id}', { id: jobType, body: { reason, until } });
    return 'It is held: for up to ten seconds, stragglers may be published. One that was held before stays as it was.';
  };
  return (
    <Act
      verb="Place a hold"
      label="Place a hold …"
      isReady={jobType !== ''}
      consequence={
        <>
          <p>
            Its jobs are accepted as ever, and nothing of it is published until the hold ends. Answers are
            taken in, and results delivered.
          </p>
          <label class="field">
            Job type, or {ALL_TYPES} for all of them
            <input
              value={name}
              spellcheck={false}
              onInput={({ currentTarget }) => setName(currentTarget.value)}
            />
          </label>
          <label class="field">
            How long
            <select value={length} onChange={({ currentTarget }) => setLength(currentTarget.value)}>
              {LENGTHS.map((one) => (
                <option key={one.name}>{one.name}</option>
              ))}
            </select>
          </label>
        </>
      }
      act={place}
      done={done}
    />
  );
}
