/** The README of the module that a function is made by says what the module takes, gives and does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const MODULE = join(import.meta.dirname, '..', '..', 'infra', 'modules', 'function');
const read = (...path: string[]) => readFileSync(join(MODULE, ...path), 'utf8');
const readme = read('README.md');

/** The names that the tables below a heading explain. */
const explained = (from: string, to?: string) => {
  const section = readme.slice(readme.indexOf(from), to === undefined ? undefined : readme.indexOf(to));
  const firstColumn = [...section.matchAll(/^\| ([^|]+) \|/gm)].map((match) => match[1] ?? '').join('\n');
  return new Set([...firstColumn.matchAll(/`(\w+)`/g)].map((match) => match[1]));
};
const declared = (kind: string, file: string) => {
  const blocks = read(file).matchAll(new RegExp(`^${kind} "(\\w+)"`, 'gm'));
  return new Set([...blocks].map((match) => match[1]));
};

describe('infra/modules/function/README.md', () => {
  it('has as its example what is tested', () => {
    const example = /```hcl\n(.*?)```/s.exec(readme)?.[1];
    expect(example).toBe(read('example', 'main.tf').replace('"../"', '"./modules/function"'));
    expect(read('tests', 'example.tftest.hcl')).toContain('source = "./example"');
  });

  it('explains every input, and no other', () => {
    const inputs = explained('## What a function may do', '## Outputs');
    inputs.delete('key_secret'); // A part of acts_as.
    expect(inputs).toEqual(declared('variable', 'variables.tf'));
  });

  it('explains every output, and no other', () => {
    expect(explained('## Outputs')).toEqual(declared('output', 'outputs.tf'));
  });
});
