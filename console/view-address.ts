/** The address of a view, behind the `#`: one that a colleague is sent shows the same. */

export const SCREENS = [
  'overview',
  'jobs',
  'lead',
  'failures',
  'dead-letters',
  'cost',
  'operations',
  'holds',
  'audit',
  'webhooks',
  'list',
] as const;
export type Screen = (typeof SCREENS)[number];

export type Query = Readonly<Record<string, string>>;

export interface ViewAddress {
  readonly screen: Screen;
  /** Of the one thing that the view is about; absent of a list. */
  readonly id?: string;
  /** The conditions of a list, as the API's parameters have them. */
  readonly query: Query;
}

/**
 * @param hash of the page's address: `#/jobs?status=failed`, `#/lead/contact-1`
 * @returns the overview where it is none
 */
export function parseAddress(hash: string): ViewAddress {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const [name = '', rest = ''] = path.split(/\/(.*)/s);
  const screen = SCREENS.find((known) => known === name) ?? 'overview';
  const given = [...new URLSearchParams(search)].filter(([, value]) => value !== '');
  const id = decoded(rest);
  return { screen, query: Object.fromEntries(given), ...(id !== '' && { id }) };
}

/** @returns the hash that `parseAddress` reads as the same address; half a character is a whole one in it */
export function hashOf(screen: Screen, { id, query = {} }: Partial<ViewAddress> = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== '');
  const search = given.length > 0 ? `?${new URLSearchParams(given)}` : '';
  return `#/${screen}${id === undefined ? '' : `/${encodeURIComponent(id.toWellFormed())}`}${search}`;
}

/** @returns the query without the condition, or with another value of it */
export function withCondition(query: Query, name: string, value: string | undefined): Query {
  const { [name]: _before, ...others } = query;
  return value === undefined || value === '' ? others : { ...others, [name]: value };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
