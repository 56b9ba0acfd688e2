/** Are the fields without an index, or with a time to live, those of infra/firestore.indexes.json? */
import { deviation, type FindingView, inOrder } from '../../../shared/api/ledger-report.ts';
import { type FieldSettings, overriddenFields } from '../../google/firestore.ts';
import { APPLY, type CloudCheck } from './cloud-check.ts';
import { readDeclaredIndexes } from './declared-indexes.ts';

/** The field that stands for all others of a database. */
const DEFAULTS = '__default__/*';

export const checkFields: CloudCheck = async ({ google, deployment: { project, prefix }, repository }) => {
  const { fieldOverrides } = await readDeclaredIndexes(repository);
  const declared = new Map(
    fieldOverrides.map(({ collectionGroup, fieldPath, indexes, ttl }) => [
      `${collectionGroup}/${fieldPath}`,
      settings(indexes.length, ttl),
    ]),
  );
  const found = new Map(
    (await overriddenFields(google, { project, database: prefix })).map((field) => [
      pathOf(field),
      told(field),
    ]),
  );
  found.delete(DEFAULTS);
  const paths = [...new Set([...declared.keys(), ...found.keys()])];
  const findings = paths
    .filter((path) => declared.get(path) !== found.get(path))
    .map((path) => differs(path, declared.get(path), found.get(path)));
  if (findings.length > 0) return findings;
  return [
    inOrder('fields', `all ${declared.size} fields that have no index of their own are exempt from it`),
  ];
};

function settings(indexes: number, ttl: boolean): string {
  const own = indexes === 0 ? 'no index' : `${indexes} indexes`;
  return ttl ? `${own}, a time to live` : own;
}

function told({ indexConfig, ttlConfig }: FieldSettings): string {
  return settings(indexConfig.indexes.length, ttlConfig !== undefined);
}

/** Of `projects/P/databases/D/collectionGroups/jobs/fields/payload`; unusual names stand in backticks. */
function pathOf({ name }: FieldSettings): string {
  const [, , , , , collection = '', , ...field] = name.split('/');
  return `${collection}/${field.join('/').replaceAll('`', '')}`;
}

const USUAL = 'the indexes of any field';

function differs(path: string, declared: string | undefined, found: string | undefined): FindingView {
  return deviation({
    check: 'fields',
    // One that is exempt beyond what is declared fails no query of the gateway's.
    state: declared === undefined ? 'warning' : 'wrong',
    seen: `the field ${path} is indexed otherwise than declared`,
    expected: declared ?? USUAL,
    actual: found ?? USUAL,
    fix: APPLY,
  });
}
