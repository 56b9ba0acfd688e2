/** The address of a view, behind the `#`: one that a colleague is sent shows the same. */

/** The titles of the screens, by their names in addresses. */
export const TITLES = {
  overview: 'Overview',
  jobs: 'Jobs',
  lead: 'Lead',
  failures: 'Failures',
  'dead-letters': 'Dead letters',
  cost: 'Cost',
  operations: 'Operations',
  audit: 'Audit',
  webhooks: 'Webhooks',
  list: 'Send a list',
} as const;
export type Screen = keyof typeof TITLES;
export const SCREENS = Object.keys(TITLES) as Screen[];

export type Query = Readonly<Record<string, string>>;

/** A query to be: a condition without a value is none. */
export type Conditions = Readonly<Record<string, string | number | null | undefined>>;

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

export interface Address {
  readonly id?: string | undefined;
  readonly query?: Conditions | undefined;
}

/** @returns the hash that `parseAddress` reads as the same address; half a character is a whole one in it */
export function hashOf(screen: Screen, { id, query = {} }: Address = {}): string {
  const of = id === undefined ? '' : `/${encodeURIComponent(id.toWellFormed())}`;
  return `#/${screen}${of}${searchOf(query)}`;
}

/** @returns conditions as a URL has them */
export function searchOf(query: Conditions): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value != null && value !== '') search.set(name, `${value}`);
  return search.size > 0 ? `?${search}` : '';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
