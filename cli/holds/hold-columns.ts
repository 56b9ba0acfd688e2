/** A hold as it is shown: in a list, and alone. */
import type { Hold } from '../../client/operator.ts';
import { HoldSchema } from '../../shared/api/hold-schemas.ts';
import type { Column } from '../output/column.ts';

/** Members of a hold that --json may ask for. */
export const HOLD_FIELDS: readonly string[] = Object.keys(HoldSchema.unwrap().shape);

export const HOLD_COLUMNS: readonly Column<Hold>[] = [
  { name: 'name', of: ({ name }) => name, isKept: true },
  {
    name: 'state',
    of: ({ state }) => state,
    style: ({ state }) => (state === 'in-force' ? 'yellow' : undefined),
  },
  { name: 'held', of: ({ held }) => held },
  {
    name: 'placedBy',
    of: ({ origin, placedBy }) => (origin === 'breaker' ? 'breaker' : (placedBy ?? 'nobody')),
  },
  { name: 'placedAt', of: ({ placedAt }) => placedAt, isTime: true },
  { name: 'until', of: ({ until }) => until, isTime: true },
  { name: 'operation', of: ({ operation }) => operation },
  { name: 'reason', of: ({ reason }) => reason },
];
