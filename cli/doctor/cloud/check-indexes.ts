/** Has Firestore the composite indexes that infra/firestore.indexes.json declares, ready to be used? */
import { deviation, type FindingView, inOrder } from '../../../shared/api/ledger-report.ts';
import { type CompositeIndex, compositeIndexes } from '../../google/firestore.ts';
import { APPLY, type CloudCheck } from './cloud-check.ts';
import { readDeclaredIndexes } from './declared-indexes.ts';

interface IndexField {
  readonly fieldPath: string;
  readonly order?: string | undefined;
  readonly arrayConfig?: string | undefined;
}

export const checkIndexes: CloudCheck = async ({ google, deployment: { project, prefix }, repository }) => {
  const declared = (await readDeclaredIndexes(repository)).indexes.map((index) =>
    textOf(index.collectionGroup, index),
  );
  const found = new Map(
    (await compositeIndexes(google, { project, database: prefix })).map((index) => [
      textOf(collectionOf(index.name), index),
      index,
    ]),
  );
  const all = `--database=${prefix} --project ${project}`;
  const findings = [
    ...declared.flatMap((index) => faultOf(index, found.get(index), all)),
    ...[...found]
      .filter(([index]) => !declared.includes(index))
      .map(([index, one]) => needless(index, one, all)),
  ];
  if (findings.length > 0) return findings;
  return [inOrder('indexes', `all ${declared.length} composite indexes are ready, and there is no other`)];
};

/** Google adds the document's name at the end of each index. */
function textOf(
  collection: string,
  { queryScope, fields }: { readonly queryScope: string; readonly fields: readonly IndexField[] },
): string {
  const told = fields
    .filter(({ fieldPath }) => fieldPath !== '__name__')
    .map(({ fieldPath, order, arrayConfig }) => `${fieldPath} ${order ?? arrayConfig}`);
  const scope = queryScope === 'COLLECTION' ? '' : ` (${queryScope})`;
  return `${collection}${scope}: ${told.join(', ')}`;
}

/** Of `projects/P/databases/D/collectionGroups/jobs/indexes/ID`. */
function collectionOf(name: string): string {
  return name.split('/')[5] ?? '';
}

function faultOf(index: string, found: CompositeIndex | undefined, all: string): FindingView[] {
  if (found?.state === 'READY') return [];
  const building = found?.state === 'CREATING';
  const list = `gcloud firestore indexes composite list ${all}`;
  return [
    deviation({
      check: 'indexes',
      state: building ? 'warning' : 'wrong',
      seen: `the index ${index} is ${building ? 'being built' : 'not there'}`,
      expected: 'READY',
      actual: found?.state ?? 'none',
      fix: building ? `wait for it: ${list}` : APPLY,
    }),
  ];
}

function needless(index: string, { name }: CompositeIndex, all: string): FindingView {
  return deviation({
    check: 'indexes',
    state: 'warning',
    seen: `the index ${index} is declared nowhere, and each write pays for it`,
    expected: 'none',
    actual: name.split('/').at(-1) ?? name,
    fix: `gcloud firestore indexes composite delete ${name.split('/').at(-1)} ${all}`,
  });
}
