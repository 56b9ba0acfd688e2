/** A webhook as it is shown: in a list. */
import type { Webhook } from '../../client/operator.ts';
import type { Column } from '../output/column.ts';

/** A webhook, and what waits for it. */
export interface ShownWebhook extends Webhook {
  /** How many results wait; null where Google was not asked, or does not know yet. */
  readonly backlog: number | null;
  /** When the oldest of them was published, in RFC 3339; null where none waits, or none is known of. */
  readonly oldest: string | null;
}

export const WEBHOOK_COLUMNS: readonly Column<ShownWebhook>[] = [
  { name: 'name', of: ({ name }) => name, isKept: true },
  { name: 'host', of: ({ host }) => host },
  { name: 'statuses', of: ({ statuses }) => statuses },
  { name: 'jobTypes', of: ({ jobTypes }) => jobTypes },
  { name: 'tags', of: ({ tags }) => tags },
  { name: 'payload', of: ({ payload }) => payload },
  {
    name: 'secrets',
    of: ({ secrets }) => secrets,
    style: ({ secrets }) => (secrets === 0 ? 'red' : undefined),
  },
  {
    name: 'backlog',
    of: ({ backlog }) => backlog,
    style: ({ backlog }) => (backlog ? 'yellow' : undefined),
  },
  { name: 'oldest', of: ({ oldest }) => oldest, isTime: true },
];

/** Members that --json may ask for. */
export const WEBHOOK_FIELDS: readonly string[] = WEBHOOK_COLUMNS.map(({ name }) => name);
