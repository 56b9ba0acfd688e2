/** The page: its head, the way to each screen, and the screen that the address names. */
import type { ComponentType } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { connect } from './connect.ts';
import { KeyHelp } from './keyboard/key-help.tsx';
import { useKeys } from './keyboard/use-keys.ts';
import { Guarded } from './parts/guarded.tsx';
import { Link } from './parts/link.tsx';
import { WithGateway } from './parts/with-gateway.ts';
import { Audit } from './screens/audit/audit.tsx';
import { Cost } from './screens/cost/cost.tsx';
import { DeadLetters } from './screens/dead-letters/dead-letters.tsx';
import { Failures } from './screens/failures/failures.tsx';
import { Holds } from './screens/holds/holds.tsx';
import { Jobs } from './screens/jobs/jobs.tsx';
import { Lead } from './screens/lead/lead.tsx';
import { List } from './screens/list/list.tsx';
import { Operations } from './screens/operations/operations.tsx';
import { Overview } from './screens/overview/overview.tsx';
import { Webhooks } from './screens/webhooks/webhooks.tsx';
import type { Setting } from './setting.ts';
import { keptToken, TokenGate } from './token-gate.tsx';
import { parseAddress, type Screen, type ViewAddress } from './view-address.ts';

interface Place {
  readonly screen: Screen;
  readonly title: string;
  readonly show: ComponentType<{ readonly address: ViewAddress }>;
  /** Whether the way to it stands in the head; others are reached from a list. */
  readonly isListed?: (setting: Setting) => boolean;
}

const always = () => true;

const PLACES: readonly Place[] = [
  { screen: 'overview', title: 'Overview', show: Overview, isListed: always },
  { screen: 'jobs', title: 'Jobs', show: Jobs, isListed: always },
  { screen: 'lead', title: 'Lead', show: Lead },
  { screen: 'failures', title: 'Failures', show: Failures, isListed: always },
  { screen: 'dead-letters', title: 'Dead letters', show: DeadLetters, isListed: always },
  { screen: 'cost', title: 'Cost', show: Cost, isListed: always },
  { screen: 'operations', title: 'Operations', show: Operations, isListed: always },
  { screen: 'holds', title: 'Holds', show: Holds, isListed: always },
  { screen: 'audit', title: 'Audit', show: Audit, isListed: always },
  { screen: 'webhooks', title: 'Webhooks', show: Webhooks, isListed: always },
  { screen: 'list', title: 'Send a list', show: List, isListed: ({ listsFor }) => listsFor.length > 0 },
];

const KINDS: Readonly<Record<Setting['kind'], string>> = {
  dev: 'Synthetic: invented answers, nothing is charged',
  serve: 'On this machine, for real',
  remote: 'Deployed, for real',
};

export function App({ setting }: { setting: Setting }) {
  const address = useAddress();
  const [token, setToken] = useState(keptToken);
  const gateway = useMemo(() => connect(location.href, token), [token]);
  const [aheadMs, setAhead] = useState(0);
  const connected = useMemo(
    () => ({ gateway, setting, now: () => Date.now() + aheadMs, setAhead }),
    [gateway, setting, aheadMs],
  );
  const help = useKeys();
  const place = PLACES.find(({ screen }) => screen === address.screen) ?? (PLACES[0] as Place);
  const view = `${address.screen}/${address.id ?? ''}`;
  useFocusOnMain(view);
  useEffect(() => {
    document.title = `${address.id ?? place.title} · ${setting.name}`;
  }, [address.id, place.title, setting.name]);
  if (setting.needsToken && token === undefined) return <TokenGate setting={setting} give={setToken} />;
  const Shown = place.show;
  return (
    <WithGateway.Provider value={connected}>
      <button type="button" class="skip" onClick={skipToMain}>
        Skip to the content
      </button>
      <header>
        <strong class="name">{setting.name}</strong>
        <span class={`kind ${setting.kind}`}>{KINDS[setting.kind]}</span>
        <nav aria-label="Screens">
          {PLACES.filter(({ isListed }) => isListed?.(setting)).map(({ screen, title }) => (
            <Link key={screen} to={screen} isHere={screen === place.screen}>
              {title}
            </Link>
          ))}
        </nav>
      </header>
      <main id="main" tabIndex={-1}>
        <Guarded key={view}>
          <Shown address={address} />
        </Guarded>
      </main>
      <KeyHelp {...help} />
    </WithGateway.Provider>
  );
}

/** The hash is the view's address, and so no place on the page. */
function skipToMain(): void {
  document.getElementById('main')?.focus();
}

/** Another view begins at its top. The focus goes along, so that the next key goes on from there. */
function useFocusOnMain(view: string): void {
  const first = useRef(view);
  useEffect(() => {
    if (first.current !== view) {
      scrollTo(0, 0);
      skipToMain();
    }
    first.current = '';
  }, [view]);
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
