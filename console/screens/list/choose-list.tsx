import { useRef, useState } from 'preact/hooks';
import { useGateway } from '../../parts/with-gateway.ts';
import { exampleList } from './read-list.ts';

interface Properties {
  choose(file: File, jobType: string): void;
  fail(error: unknown): void;
}

export function ChooseList({ choose, fail }: Properties) {
  const { gateway, setting } = useGateway();
  const [jobType, setJobType] = useState(setting.listsFor[0] ?? '');
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = (file: File | undefined) => file && choose(file, jobType);
  const tryIt = () => exampleList(gateway).then(take, fail);
  return (
    <>
      <label class="field">
        Job type
        <select value={jobType} onChange={({ currentTarget }) => setJobType(currentTarget.value)}>
          {setting.listsFor.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <section
        class={`drop ${isOver ? 'over' : ''}`}
        aria-label="Drop a list here"
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer?.files[0]);
        }}
      >
        <p>
          <strong>Drop a list of leads here</strong>: CSV, or an export of your CRM, one lead a row.
        </p>
        <p class="buttons">
          <button type="button" class="first" onClick={() => input.current?.click()}>
            Choose a file …
          </button>
          {setting.kind === 'dev' && (
            <button type="button" onClick={tryIt}>
              Try it with invented leads
            </button>
          )}
        </p>
        <input
          ref={input}
          type="file"
          class="unseen"
          tabIndex={-1}
          aria-label="A list of leads"
          onChange={({ currentTarget }) => take(currentTarget.files?.[0])}
        />
        <p class="hint">
          Nothing is sent yet: first you see what would become of each row. The same list gives the same
          request IDs as on the command line, so no lead is paid for twice.
        </p>
      </section>
    </>
  );
}
