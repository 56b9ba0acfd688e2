/** The indexes that Firestore serves a query by (firebase.google.com/docs/firestore/query-data/indexing). */
import type { Query } from '@google-cloud/firestore';
import { MAX_ALTERNATIVES } from '../../shared/jobs/served-filter.ts';

export interface Indexes {
  readonly indexes: readonly { readonly collectionGroup: string; readonly fields: readonly IndexField[] }[];
  readonly fieldOverrides: readonly {
    readonly collectionGroup: string;
    readonly fieldPath: string;
    readonly ttl: boolean;
    readonly indexes: readonly unknown[];
  }[];
}

interface IndexField {
  readonly fieldPath: string;
  readonly order?: string;
  readonly arrayConfig?: string;
}

/** As much of google.firestore.v1.StructuredQuery as is used here. */
interface StructuredQuery {
  readonly where?: Filter;
  readonly orderBy?: readonly {
    readonly field: { readonly fieldPath: string };
    readonly direction: string;
  }[];
}

interface FieldFilter {
  readonly field: { readonly fieldPath: string };
  readonly op: string;
  readonly value?: { readonly arrayValue?: { readonly values?: readonly unknown[] } };
}

interface Filter {
  readonly compositeFilter?: { readonly filters: readonly Filter[] };
  readonly fieldFilter?: FieldFilter;
}

const EQUALITIES = ['EQUAL', 'IN', 'ARRAY_CONTAINS'];

/**
 * Each alternative of a query has equalities, and perhaps one field that it is sorted by. It is served by one
 * index or by several together, each of which has some of the equalities and then the same order.
 * @returns the names of those indexes
 * @throws Error when there are none, or too many alternatives
 */
export function indexesFor(query: Query, indexes: Indexes): string[] {
  const { where, orderBy = [] } = structured(query);
  const filters = where ? flat(where) : [];
  requireFewAlternatives(filters);
  const equal = filters.filter(({ op }) => EQUALITIES.includes(op)).map(({ field }) => field.fieldPath);
  const ranges = filters.filter(({ op }) => !EQUALITIES.includes(op)).map(({ field }) => field.fieldPath);
  const sorted = orderBy.filter(({ field }) => field.fieldPath !== '__name__');
  const order = sorted.map(({ field, direction }) => `${field.fieldPath} ${direction}`);
  if (ranges.length > 0 && order.length === 0) order.push(`${ranges[0]} ASCENDING`);
  const serving = order.length === 0 ? singles(equal, indexes) : composites(equal, order, indexes);
  const covered = serving.flatMap(({ equalities }) => equalities);
  const isRead = order.length === 0 || serving.length > 0;
  const missing = equal.filter((field) => !covered.includes(field));
  if (!isRead || missing.length > 0)
    throw new Error(`There is no index for ${equal.join()} by ${order.join()}: ${missing.join()}.`);
  return serving.map(({ name }) => name);
}

interface Serving {
  readonly name: string;
  readonly equalities: readonly string[];
}

/** Fields have an index of their own unless they are exempt, and maps within as the map has. */
function singles(equal: readonly string[], { fieldOverrides }: Indexes): Serving[] {
  return equal
    .filter((field) => !fieldOverrides.some(({ fieldPath }) => fieldPath === field.split('.')[0]))
    .map((field) => ({ name: field, equalities: [field] }));
}

function composites(equal: readonly string[], order: readonly string[], { indexes }: Indexes): Serving[] {
  return indexes.flatMap(({ fields }) => {
    const first = fields.slice(0, -order.length).map(({ fieldPath }) => fieldPath);
    const last = fields.slice(-order.length).map(({ fieldPath, order: by }) => `${fieldPath} ${by}`);
    const isServing = last.join() === order.join() && first.every((field) => equal.includes(field));
    return isServing ? [{ name: fields.map(({ fieldPath }) => fieldPath).join(), equalities: first }] : [];
  });
}

function requireFewAlternatives(filters: readonly FieldFilter[]): void {
  const alternatives = filters.reduce(
    (product, { op, value }) => product * (op === 'IN' ? (value?.arrayValue?.values?.length ?? 0) : 1),
    1,
  );
  if (alternatives > MAX_ALTERNATIVES) throw new Error(`A query has ${alternatives} alternatives.`);
}

function flat({ compositeFilter, fieldFilter }: Filter): FieldFilter[] {
  return fieldFilter ? [fieldFilter] : (compositeFilter?.filters ?? []).flatMap(flat);
}

/** The query as it goes to Firestore; the SDK's published types do not have it. */
function structured(query: Query): StructuredQuery {
  const { toProto } = query as unknown as { toProto(this: Query): { structuredQuery: StructuredQuery } };
  return toProto.call(query).structuredQuery;
}
