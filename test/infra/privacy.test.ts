/** docs/privacy.md says where personal data is and for how long as Terraform and the code have it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEAD_LETTER_KEPT_MS } from '../../shared/jobs/dead-letters/dead-letter-states.ts';
import { goneBy, PLACE_NAMES, PLACES } from '../../shared/jobs/erasures/places.ts';
import { DEFAULT_POLICY } from '../../shared/jobs/policy.ts';
import { DAY, START } from '../fixtures.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');
const pubsub = read('infra', 'pubsub.tf');
const callers = read('infra', 'modules', 'function', 'callers.tf');
const firestore = read('infra', 'firestore.tf');

/** By place, the cells of its row. */
const rows = new Map(
  read('docs', 'privacy.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, place = '', what = '', howLong = '', setIn = '', who = '']) => [
      place.replaceAll('`', ''),
      { what, howLong, setIn, who },
    ]),
);

/** Days of a number of seconds as Terraform writes it. */
const days = (seconds: string | undefined) => Number(seconds?.replace('s', '')) / 86_400;
const week = days(/week = "(\d+s)"/.exec(pubsub)?.[1]);
/** The retention of a block of Terraform, in days. */
function retentionIn(text: string, block: string): number {
  const body =
    new RegExp(`^resource "google_pubsub_subscription" "${block}" \\{\\n(.*?)^\\}`, 'ms').exec(text)?.[1] ??
    '';
  const [, value] = /message_retention_duration += ("?[\w.]+"?)/.exec(body) ?? [];
  return value === 'local.week' ? week : days(value?.replaceAll('"', ''));
}

describe('the table of places', () => {
  it('has every place that the code knows, in its order, and no other', () => {
    expect([...rows.keys()]).toEqual(PLACE_NAMES);
  });

  it.each(PLACE_NAMES)('says of %s how long its copies last, as the code does', (place) => {
    const { days: lasting } = PLACES[place];
    const said = [...(rows.get(place)?.howLong.matchAll(/(\d+) days/g) ?? [])].map(([, count]) =>
      Number(count),
    );
    if (place === 'ledger') expect(said).toEqual([DEFAULT_POLICY.retentionMs / DAY]);
    else expect(Math.max(0, ...said)).toBe(lasting ?? 0);
    expect(goneBy(place, START)).toBe(lasting === null ? null : START + lasting * DAY);
  });

  it('says what a receipt tells of each place in a sentence', () => {
    for (const { how } of Object.values(PLACES)) expect(how).toMatch(/^[A-Z].{20,}\.$/);
  });
});

describe('the collections of the database', () => {
  const folder = ['shared', 'adapters', 'firestore'];
  const adapters = readdirSync(join(ROOT, ...folder)).map((name) => read(...folder, name));
  /** A collection by its name, or by a constant that has it. */
  const inCode = adapters.flatMap((text) =>
    [...text.matchAll(/\.collection\(([^)]+)\)/g)].map(([, named = '']) => {
      const [, name] = new RegExp(`const ${named} = '(\\w+)'`).exec(text) ?? [];
      return name ?? /^'(\w+)'$/.exec(named)?.[1] ?? named;
    }),
  );
  it('each have their place in the table, but for the root', () => {
    const inTable = [...rows.values()].flatMap(({ what }) =>
      [...what.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );
    const known = ['repositories', ...inTable];
    expect(known.toSorted()).toEqual([...new Set(inCode)].toSorted());
  });

  it('are all found in the code: those that have indexes are among them', () => {
    const indexes: { readonly fieldOverrides: readonly { readonly collectionGroup: string }[] } = JSON.parse(
      read('infra', 'firestore.indexes.json'),
    );
    for (const { collectionGroup } of indexes.fieldOverrides) expect(inCode).toContain(collectionGroup);
  });
});

describe('what Terraform keeps', () => {
  it('in its subscriptions lasts as long as the receipt says', () => {
    expect(retentionIn(pubsub, 'results')).toBe(PLACES.results.days);
    expect(retentionIn(pubsub, 'last_resorts')).toBe(PLACES['dead-letters'].days);
    expect(retentionIn(callers, 'push')).toBe(PLACES.intake.days);
    const [resorts = ''] = /last_resorts = toset\(\[(.*?)\]\)/s.exec(pubsub)?.slice(1) ?? [];
    expect([...resorts.matchAll(/"([a-z-]+)"/g)].map(([, name]) => name)).toEqual([
      'dead-letters',
      'intake-undelivered',
      'results-undelivered',
    ]);
    for (const place of ['intake-undelivered', 'results-undelivered'] as const)
      expect(PLACES[place].days).toBe(retentionIn(pubsub, 'results') + retentionIn(pubsub, 'last_resorts'));
  });

  it('in BigQuery lasts until it cannot be brought back, as long as the receipt says', () => {
    const warehouse = read('infra', 'warehouse.tf');
    const hours = Number(/each\.key == "personal" \? "(\d+)"/.exec(warehouse)?.[1]);
    const preset = /personal_days += optional\(number, (\d+)\)/.exec(read('infra', 'variables-warehouse.tf'));
    // https://cloud.google.com/bigquery/docs/time-travel: fail-safe storage keeps seven days more.
    expect(PLACES.warehouse.days).toBe(Number(preset?.[1]) + hours / 24 + 7);
    expect(goneBy('warehouse', START, { warehouseDays: 5 })).toBe(START + 14 * DAY);
    expect(retentionIn(warehouse, 'warehouse')).toBe(PLACES.results.days);
  });

  it('of the ledger is what Firestore recovers from, and no backup; of dead letters until they expire', () => {
    // https://cloud.google.com/firestore/docs/pitr: seven days where it is enabled.
    expect(firestore).toContain('"POINT_IN_TIME_RECOVERY_ENABLED"');
    expect(PLACES.recovery.days).toBe(7);
    expect(firestore).not.toMatch(/google_firestore_backup_schedule/);
    expect(firestore).toMatch(/ttl_config/);
    expect(PLACES['dead-letter-records'].days).toBe(DEAD_LETTER_KEPT_MS / DAY);
  });

  it('is in no topic that the table does not have', () => {
    const topics = /topics = \{(.*?)^ {2}\}/ms.exec(pubsub)?.[1] ?? '';
    const names = [...topics.matchAll(/^ +([a-z-]+) += "/gm)].map(([, name = '']) => name);
    expect(names.filter((name) => !rows.has(name))).toEqual([]);
    expect(names).toHaveLength(5);
  });
});
