/** docs/standalone.md lists exactly the members that a configuration file has. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseStandaloneConfig, STANDALONE_MEMBERS } from '../shared/config/standalone-config.ts';
import { GOOD_STANDALONE } from './unit/config/good-standalone.ts';

const ROOT = join(import.meta.dirname, '..');
const text = readFileSync(join(ROOT, 'docs', 'standalone.md'), 'utf8');
const [, table = ''] = text.split('| member | required | default | |');
const rows = (table.trim().split('\n\n')[0] ?? '')
  .split('\n')
  .slice(1)
  .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
  .map(([, member = '', required, preset = '']) => ({ member, isRequired: required === 'yes', preset }));

const without = (member: string) =>
  JSON.stringify(Object.fromEntries(Object.entries(GOOD_STANDALONE).filter(([name]) => name !== member)));

/** The names of checks, as the sources have them. */
const checks = ['cli/standalone', 'cli/doctor/examine-standalone.ts'].flatMap((place) =>
  sourcesIn(place).flatMap((source) =>
    [...source.matchAll(/(?:check: |inOrder\(\s*|told\(|readableByOthers\()'([a-z-]+)'/g)].map(
      ([, name]) => name,
    ),
  ),
);

function sourcesIn(place: string): string[] {
  const path = join(ROOT, place);
  if (place.endsWith('.ts')) return [readFileSync(path, 'utf8')];
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.ts')).map((name) => readFileSync(join(path, name), 'utf8'));
}

describe('docs/standalone.md', () => {
  it('lists every check of a standalone gateway', () => {
    const [, found = ''] = text.split('| check | what is looked at |');
    const listed = [...(found.trim().split('\n\n')[0] ?? '').matchAll(/^\| `([a-z-]+)` \|/gm)];
    // The check of topics is called for those of Modigie and that of results.
    expect(listed.map(([, name]) => name).toSorted()).toEqual(
      [...new Set([...checks, 'topics', 'results-topic'])].toSorted(),
    );
  });

  it('lists every member of the configuration file, in the order of the code', () => {
    expect(rows.map(({ member }) => member)).toEqual(STANDALONE_MEMBERS);
  });

  it.each(rows)('says whether $member is required', ({ member, isRequired }) => {
    const check = expect(() => parseStandaloneConfig(without(member)));
    if (isRequired) check.toThrow(member);
    else check.not.toThrow();
  });

  it.each(rows.filter(({ preset }) => /^[[{"\d]/.test(preset)))('says what $member is when it is left out', ({
    member,
    preset,
  }) => {
    const given = JSON.stringify({ ...GOOD_STANDALONE, [member]: JSON.parse(preset) });
    expect(parseStandaloneConfig(given)).toEqual(parseStandaloneConfig(JSON.stringify(GOOD_STANDALONE)));
  });

  it('has an example that is valid', () => {
    const [, example = ''] = /```json\n([\s\S]*?)```/.exec(text) ?? [];
    expect(() => parseStandaloneConfig(example)).not.toThrow();
  });
});
