import { useEffect, useRef, useState } from 'preact/hooks';
import { useGateway } from '../../parts/with-gateway.ts';
import { exampleList } from './read-list.ts';

interface Properties {
  choose(file: File | Promise<File>, jobType: string): void;
}

export function ChooseList({ choose }: Properties) {
  const { gateway, setting, dropped, drop } = useGateway();
  const [jobType, setJobType] = useState(setting.listsFor[0] ?? '');
  const input = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null | undefined) => files?.[0] && choose(files[0], jobType);
  useEffect(() => {
    if (!dropped) return;
    drop(undefined);
    choose(dropped, jobType);
  }, [dropped]);
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
      <section class="drop" aria-label="Drop a list here">
        <p>
          <strong>Drop a list of leads here</strong>: CSV, or an export of your CRM, one lead a row.
        </p>
        <p class="buttons">
          <button type="button" class="first" onClick={() => input.current?.click()}>
            Choose a file …
          </button>
          {setting.kind === 'dev' && (
            <button type="button" onClick={() => choose(exampleList(gateway), jobType)}>
              Try it with invented leads
            </button>
          )}
        </p>
        <input
          ref={input}
          type="file"
          hidden
          aria-label="A list of leads"
          onChange={({ currentTarget }) => {
            take(currentTarget.files);
            // The same file may be chosen again once it is mended.
            currentTarget.value = '';
          }}
        />
        <p class="hint">Nothing is sent yet: first you see what it would cost.</p>
      </section>
    </>
  );
}
