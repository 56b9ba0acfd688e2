/** The page: its head, the way to each screen, and the screen that the address names. */
import type { ComponentType } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { connect } from './connect.ts';
import { KeyHelp } from './keyboard/key-help.tsx';
import { Cut } from './parts/cut.tsx';
import { goTo } from './parts/go-to.ts';
import { Guarded } from './parts/guarded.tsx';
import { Link } from './parts/link.tsx';
import { WithGateway } from './parts/with-gateway.ts';
import { Audit } from './screens/audit/audit.tsx';
import { Cost } from './screens/cost/cost.tsx';
import { DeadLetters } from './screens/dead-letters/dead-letters.tsx';
import { Failures } from './screens/failures/failures.tsx';
import { Jobs } from './screens/jobs/jobs.tsx';
import { Lead } from './screens/lead/lead.tsx';
import { List } from './screens/list/list.tsx';
import { Operations } from './screens/operations/operations.tsx';
import { Overview } from './screens/overview/overview.tsx';
import { Webhooks } from './screens/webhooks/webhooks.tsx';
import type { Setting } from './setting.ts';
import { keptToken, TokenGate } from './token-gate.tsx';
import { parseAddress, SCREENS, type Screen, TITLES, type ViewAddress } from './view-address.ts';

const SHOWN: Readonly<Record<Screen, ComponentType<{ readonly address: ViewAddress }>>> = {
  overview: Overview,
  jobs: Jobs,
  lead: Lead,
  failures: Failures,
  'dead-letters': DeadLetters,
  cost: Cost,
  operations: Operations,
  audit: Audit,
  webhooks: Webhooks,
  list: List,
};

const KINDS: Readonly<Record<Setting['kind'], string>> = {
  dev: 'Synthetic: nothing is charged',
  serve: 'On this machine, for real',
  remote: 'Deployed, for real',
};

export function App({ setting }: { setting: Setting }) {
  const address = useAddress();
  const [token, setToken] = useState(keptToken);
  const gateway = useMemo(() => connect(location.href, token), [token]);
  const [aheadMs, setAhead] = useState(0);
  const [dropped, drop] = useState<File>();
  const minute = useMinute();
  const connected = useMemo(
    () => ({ gateway, setting, now: () => Date.now() + aheadMs, setAhead, dropped, drop }),
    [gateway, setting, aheadMs, dropped, minute],
  );
  useDropped(setting, drop);
  useEffect(() => {
    if (setting.controls)
      gateway.beside('controls').then(
        (controls) => setAhead(JSON.parse(controls).aheadMs),
        () => undefined,
      );
  }, []);
  const { screen, id } = address;
  const view = `${screen}/${id ?? ''}`;
  useFocusOnMain(view);
  useEffect(() => {
    document.title = `${id ?? TITLES[screen]} · ${setting.name}`;
  }, [view]);
  if (setting.needsToken && token === undefined) return <TokenGate setting={setting} give={setToken} />;
  const Shown = SHOWN[screen];
  return (
    <WithGateway.Provider value={connected}>
      <button type="button" class="skip" onClick={skipToMain}>
        Skip to the content
      </button>
      <Head setting={setting} screen={screen} />
      <main id="main" tabIndex={-1}>
        <h1 key={view}>
          {TITLES[screen]} <Cut text={id} />
        </h1>
        <Guarded key={view}>
          <Shown address={address} />
        </Guarded>
      </main>
      <KeyHelp />
    </WithGateway.Provider>
  );
}

function Head({ setting, screen }: { setting: Setting; screen: Screen }) {
  const { name, kind, listsFor } = setting;
  // A lead is reached from a list of them.
  const listed = SCREENS.filter((one) => one !== 'lead' && (one !== 'list' || listsFor.length > 0));
  return (
    <header>
      <strong>{name}</strong>
      <span class={`kind ${kind}`}>{KINDS[kind]}</span>
      <nav aria-label="Screens">
        {listed.map((one) => (
          <Link key={one} to={one} isHere={one === screen}>
            {TITLES[one]}
          </Link>
        ))}
      </nav>
    </header>
  );
}

/** The hash is the view's address, and so no place on the page. */
function skipToMain(): void {
  document.getElementById('main')?.focus();
}

/** Another view begins at its top. The focus goes along, so that the next key goes on from there. */
function useFocusOnMain(view: string): void {
  const first = useRef(view);
  useLayoutEffect(() => {
    if (first.current !== view) {
      scrollTo(0, 0);
      skipToMain();
    }
    first.current = '';
  }, [view]);
}

/** A list may be dropped on any view. The browser would open one that is not taken instead of the page. */
function useDropped({ listsFor }: Setting, drop: (file: File) => void): void {
  useEffect(() => {
    addEventListener('dragover', (event) => event.preventDefault());
    addEventListener('drop', (event) => {
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (!file || listsFor.length === 0) return;
      drop(file);
      goTo('list', {});
    });
  }, []);
}

/** @returns another value each minute, so that `3 min ago` is not said for an hour */
function useMinute(): number {
  const [minute, setMinute] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setMinute((before) => before + 1), 60_000);
    return () => clearInterval(timer);
  }, []);
  return minute;
}

function useAddress(): ViewAddress {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = () => setHash(location.hash);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return useMemo(() => parseAddress(hash), [hash]);
}
