/** The audit: what people changed by hand, the newest first. */

import { Cut } from '../../parts/cut.tsx';
import { goTo } from '../../parts/go-to.ts';
import { Link } from '../../parts/link.tsx';
import { ListFilter } from '../../parts/list-filter.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Pages } from '../../parts/pages.tsx';
import { Period } from '../../parts/period.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { itemsOf, usePages } from '../../parts/use-pages.ts';
import { useGateway } from '../../parts/with-gateway.ts';
import { type ViewAddress, withCondition } from '../../view-address.ts';
import { type AuditedAct, actsOf, KNOWN_ACTIONS, screenOf } from './acts-of-audit.ts';

const FIELDS = [
  { name: 'action', label: 'Action', known: KNOWN_ACTIONS },
  { name: 'target', label: 'Target' },
  { name: 'actor', label: 'Actor' },
];

export function Audit({ address: { query } }: { address: ViewAddress }) {
  const { gateway } = useGateway();
  const { action, target, actor, since } = query;
  const filter = { action, target, actor, since };
  const paged = usePages(`audit ${JSON.stringify(filter)}`, (signal) =>
    itemsOf(gateway.operator.audit.pages(filter, { signal }), ({ entries }) => entries),
  );
  return (
    <>
      <h1>Audit</h1>
      <ListFilter of="audit" query={query} fields={FIELDS}>
        <Period
          since={query['since'] ?? ''}
          ever="at any time"
          label="Begun"
          go={(time) => goTo('audit', { query: withCondition(query, 'since', time) })}
        />
      </ListFilter>
      <Pages of={paged}>
        {(entries) => (
          <Table
            columns={COLUMNS}
            rows={actsOf(entries)}
            keyOf={({ operation }) => operation}
            classOf={({ outcome }) => (outcome === null ? 'trouble' : '')}
            empty="No change by hand matches."
            isList
          />
        )}
      </Pages>
    </>
  );
}

const COLUMNS: readonly Column<AuditedAct>[] = [
  { name: 'Act', as: 'word', of: ({ action }) => action },
  { name: 'Target', of: (act) => <Target act={act} /> },
  {
    name: 'Outcome',
    of: ({ outcome }) => outcome ?? <span class="wrong">none: it is under way, or broke off</span>,
  },
  { name: 'When', of: ({ at }) => <Moment at={at} /> },
  {
    name: 'Actor',
    of: ({ actor }) =>
      actor === null ? (
        <span class="none">an operator</span>
      ) : (
        <Link to="audit" query={{ actor }}>
          <bdi>{actor}</bdi>
        </Link>
      ),
  },
  { name: 'Why', of: ({ reason }) => <Cut text={reason} /> },
];

function Target({ act: { action, target } }: { act: AuditedAct }) {
  const screen = screenOf(action);
  const shown = <bdi class="id">{target}</bdi>;
  if (screen === undefined) return shown;
  return (
    <Link to={screen} {...(screen !== 'holds' && { id: target })}>
      {shown}
    </Link>
  );
}
