/** Columns of an erasure, as commands show them. */
import type { ErasedPlace, Erasure } from '../../client/operator.ts';
import { ErasureSchema } from '../../shared/api/erasure-receipt.ts';
import type { Column, Style } from '../output/column.ts';

const STYLES: Readonly<Record<string, Style>> = { done: 'green', erasing: 'yellow', incomplete: 'red' };

export const ERASURE_FIELDS = Object.keys(ErasureSchema.unwrap().shape);

export const LIST_COLUMNS: readonly Column<Erasure>[] = [
  { name: 'id', of: ({ id }) => id, isKept: true },
  { name: 'state', of: ({ state }) => state, style: ({ state }) => STYLES[state] },
  { name: 'records', of: ({ records }) => records },
  { name: 'createdAt', of: ({ createdAt }) => createdAt, isTime: true },
  { name: 'dueAt', of: ({ dueAt }) => dueAt, isTime: true },
  { name: 'reason', of: ({ reason }) => reason },
];

export const DETAIL_COLUMNS: readonly Column<Erasure>[] = [
  ...LIST_COLUMNS,
  { name: 'actor', of: ({ actor }) => actor },
  { name: 'lastRunAt', of: ({ lastRunAt }) => lastRunAt, isTime: true },
  { name: 'completedAt', of: ({ completedAt }) => completedAt, isTime: true },
  { name: 'places', of: ({ places }) => places.map(placeInWords) },
  {
    name: 'blockers',
    of: ({ blockers = [] }) => blockers.map(({ requestId, reason }) => `${requestId} ${reason}`),
  },
  { name: 'requestIdsAtModigie', of: ({ requestIdsAtModigie = [] }) => requestIdsAtModigie },
];

function placeInWords({ place, found, erased, remaining, until, how }: ErasedPlace): string {
  const counts = Object.entries({ found, erased, remaining })
    .filter(([, count]) => count !== null)
    .map(([name, count]) => `${name} ${count}`);
  const parts = [...counts, ...(until === null ? [] : [`until ${until}`])];
  return `${[`${place}:`, parts.join(', ')].join(' ').trim()}${parts.length > 0 ? '.' : ''} ${how}`;
}
