/** The token of a gateway that wants one: it is kept for this tab alone, until that is closed. */
import { useState } from 'preact/hooks';
import { connect } from './connect.ts';
import { useTask } from './parts/use-task.ts';
import type { Setting } from './setting.ts';

const KEPT = 'token';

export function keptToken(): string | undefined {
  return sessionStorage.getItem(KEPT) ?? undefined;
}

/** Forgets the token: the gateway has refused it. */
export function forgetToken(): void {
  sessionStorage.removeItem(KEPT);
  location.reload();
}

export function TokenGate({ setting, give }: { setting: Setting; give(token: string): void }) {
  const [typed, setTyped] = useState('');
  const { isBusy, error, perform } = useTask();
  const enter = (event: Event) => {
    event.preventDefault();
    const token = typed.trim();
    if (token === '' || isBusy) return;
    perform(async () => {
      await connect(location.href, token).call('GET /v1/jobs:count');
      sessionStorage.setItem(KEPT, token);
      give(token);
    });
  };
  return (
    <main class="gate">
      <h1>{setting.name}</h1>
      <form onSubmit={enter}>
        <label class="field">
          Token
          <input
            type="password"
            autocomplete="off"
            value={typed}
            onInput={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </label>
        <p>
          It stands in the file that <code>tokenFile</code> names in the gateway's configuration. This tab
          keeps it until it is closed.
        </p>
        {error !== undefined && (
          <p class="wrong" role="alert">
            {(error as Error).message}
          </p>
        )}
        <button type="submit" class="first">
          Open
        </button>
      </form>
    </main>
  );
}
