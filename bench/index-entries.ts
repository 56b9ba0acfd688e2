/** The index entries of a job's document, as infra/firestore.indexes.json has Firestore make them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../build/bundle.ts';
import type { JobDocument } from '../shared/adapters/documents/document.ts';
import { documentName } from '../shared/adapters/firestore/document-name.ts';
import type { RequestId } from '../shared/protocol/request-id.ts';

/** Ends a value in a key, and sorts before all that values are made of. */
const END = '\0';

interface Indexes {
  readonly indexes: readonly { readonly fields: readonly { readonly fieldPath: string }[] }[];
  readonly fieldOverrides: readonly { readonly fieldPath: string; readonly indexes: readonly unknown[] }[];
}

const { indexes, fieldOverrides }: Indexes = JSON.parse(
  readFileSync(join(ROOT, 'infra', 'firestore.indexes.json'), 'utf8'),
);
const UNINDEXED = new Set(
  fieldOverrides.filter((field) => field.indexes.length === 0).map(({ fieldPath }) => fieldPath),
);
const COMPOSITE = indexes.map(({ fields }) => fields.map(({ fieldPath }) => fieldPath));

/** The key of each entry, by index: its values, then the document's name. */
export type Entries = ReadonlyMap<string, readonly string[]>;

export function entriesOf(document: JobDocument): Entries {
  const name = documentName(document.requestId as RequestId);
  const entries = new Map<string, string[]>();
  for (const [field, value] of Object.entries(document))
    if (!UNINDEXED.has(field))
      entries.set(
        field,
        (Array.isArray(value) ? value : [value]).map((one) => keyOf([one], name)),
      );
  for (const paths of COMPOSITE) {
    const values = paths.map((path) => valueAt(document, path));
    const combined = values.includes(undefined) ? [] : combinations(values);
    entries.set(
      paths.join(', '),
      combined.map((one) => keyOf(one, name)),
    );
  }
  return entries;
}

/** @returns the values of each entry of a composite index: an array has one for each of its items. */
function combinations(values: readonly unknown[]): unknown[][] {
  return values.reduce<unknown[][]>(
    (before, value) => {
      const items = Array.isArray(value) ? value : [value];
      return before.flatMap((one) => items.map((item) => [...one, item]));
    },
    [[]],
  );
}

/** @returns a text that sorts as Firestore sorts the entry */
export function keyOf(values: readonly unknown[], name: string): string {
  return [...values.map(sortable), name].join(END);
}

function sortable(value: unknown): string {
  return typeof value === 'number' ? String(value).padStart(16, '0') : String(value ?? '');
}

/** @returns undefined where there is no such field: then there is no entry */
function valueAt(document: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) => (value as Record<string, unknown> | null | undefined)?.[name],
      document,
    );
}
