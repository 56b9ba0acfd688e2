/** docs/standalone.md lists exactly the members that a configuration file has. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseStandaloneConfig, STANDALONE_MEMBERS } from '../shared/config/standalone-config.ts';
import { GOOD_STANDALONE } from './unit/config/good-standalone.ts';

const text = readFileSync(join(import.meta.dirname, '..', 'docs', 'standalone.md'), 'utf8');
const [, table = ''] = text.split('| member | required | default | |');
const rows = (table.trim().split('\n\n')[0] ?? '')
  .split('\n')
  .slice(1)
  .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
  .map(([, member = '', required, preset = '']) => ({ member, isRequired: required === 'yes', preset }));

const without = (member: string) =>
  JSON.stringify(Object.fromEntries(Object.entries(GOOD_STANDALONE).filter(([name]) => name !== member)));

describe('docs/standalone.md', () => {
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
