/** The views of infra/warehouse/, filled in as Terraform does it, each with those that it reads inside. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const VIEWS = [
  'results',
  'leads',
  'charged_jobs',
  'charges',
  'quality',
  'funnel',
  'personal',
] as const;
export type View = (typeof VIEWS)[number];

/** The tables that subscriptions write into. */
const RAW_TABLES = ['facts_raw', 'results_raw'] as const;

export function templateOf(view: View): string {
  return readFileSync(join(import.meta.dirname, '..', '..', 'infra', 'warehouse', `${view}.sql`), 'utf8');
}

/** By showback tag, the column that views have of it: infra/warehouse.tf names it so. */
export function tagColumns(tags: readonly string[]): ReadonlyMap<string, string> {
  return new Map(tags.map((tag) => [tag, `tag_${tag.toLowerCase().replaceAll(/[^a-z0-9]/g, '_')}`]));
}

/**
 * @param tags showback tags, whose columns stand in the order of their names
 * @returns the SQL of a view as one query on raw tables
 */
export function queryOf(view: View, tags: readonly string[]): string {
  const columns = [...tagColumns(tags.toSorted())];
  const values: Readonly<Record<string, string>> = {
    read_tags: columns
      .map(([tag, column]) => `    JSON_VALUE(result, '$.showback."${tag}"') AS ${column},\n`)
      .join(''),
    tags: columns.map(([, column]) => `,\n  ${column}`).join(''),
    results_hash: '00000000',
    ...Object.fromEntries(RAW_TABLES.map((table) => [table, `\`${table}\``])),
  };
  return templateOf(view).replaceAll(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    return value ?? `(\n${queryOf(name as View, tags)})`;
  });
}
