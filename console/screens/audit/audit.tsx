/** The audit: what people changed by hand, the newest first. */
import { alike, type Columns, moment, text, word } from '../../parts/columns.tsx';
import { Link } from '../../parts/link.tsx';
import { ListFilter } from '../../parts/list-filter.tsx';
import { Pages } from '../../parts/pages.tsx';
import { Period } from '../../parts/period.tsx';
import { Table } from '../../parts/table.tsx';
import type { ViewAddress } from '../../view-address.ts';
import { type AuditedAct, actsOf, KNOWN_ACTIONS, screenOf } from './acts-of-audit.ts';

const FIELDS = [
  { name: 'action', label: 'Action', known: KNOWN_ACTIONS },
  { name: 'target', label: 'Target' },
  { name: 'actor', label: 'Actor' },
];

const COLUMNS: Columns<AuditedAct> = {
  Act: word('action'),
  Target: ({ action, target }) => {
    const screen = screenOf(action);
    return screen === undefined ? target : <Link to={screen} id={target} />;
  },
  Outcome: ({ outcome }) => outcome ?? <span class="wrong">none: it is under way, or broke off</span>,
  When: moment('at'),
  Actor: alike('audit', 'actor'),
  Why: text('reason'),
};

export function Audit({ address: { query } }: { address: ViewAddress }) {
  const { action, target, actor, since } = query;
  return (
    <>
      <ListFilter of="audit" query={query} fields={FIELDS}>
        <Period of="audit" query={query} label="Begun since" />
      </ListFilter>
      <Pages of="GET /v1/audit" query={{ action, target, actor, since }}>
        {(pages) => (
          <Table
            columns={COLUMNS}
            rows={actsOf(pages.flatMap(({ entries }) => entries))}
            isTrouble={({ outcome }) => outcome === null}
            empty="None matches."
            isList
          />
        )}
      </Pages>
    </>
  );
}
