/** The audit: what people changed by hand, the newest first. */

import { Short } from '../../parts/cut.tsx';
import { goTo } from '../../parts/go-to.ts';
import { Link } from '../../parts/link.tsx';
import { ListFilter } from '../../parts/list-filter.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Pages } from '../../parts/pages.tsx';
import { Period } from '../../parts/period.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { useList } from '../../parts/use-list.ts';
import { type ViewAddress, withCondition } from '../../view-address.ts';
import { type AuditedAct, actsOf, KNOWN_ACTIONS, screenOf } from './acts-of-audit.ts';

const FIELDS = [
  { name: 'action', label: 'Action', known: KNOWN_ACTIONS },
  { name: 'target', label: 'Target' },
  { name: 'actor', label: 'Actor' },
];

export function Audit({ address: { query } }: { address: ViewAddress }) {
  const { action, target, actor, since } = query;
  const paged = useList({
    of: 'GET /v1/audit',
    query: { action, target, actor, since },
    itemsOf: ({ entries }) => entries,
  });
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
          {actor}
        </Link>
      ),
  },
  { name: 'Why', of: ({ reason }) => reason },
];

function Target({ act: { action, target } }: { act: AuditedAct }) {
  const screen = screenOf(action);
  if (screen === undefined) return <Short text={target} />;
  return (
    <Link to={screen} class="id" {...(screen !== 'holds' && { id: target })}>
      {target}
    </Link>
  );
}
