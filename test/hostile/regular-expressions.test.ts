/**
 * No input makes a regular expression of ours backtrack: the published LinkedIn pattern would
 * (docs/protocol.md §2.5).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'acorn';
import { full } from 'acorn-walk';
import { transformSync } from 'esbuild';
import { isSafePattern } from 'redos-detector';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const PUBLISHED = String.raw`^(\/\/|https?:\/\/)?(www\.)?linkedin\.com\/(in\/+([\w-]{3,100})+\/?|pub\/+([\w\-/&]{3,100})+\/?)$`;

/** Every literal in what meets input from outside. */
const literals = ['shared', 'functions', 'cli', 'local'].flatMap((room) =>
  readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => literalsOf(join(room, name))),
);

function literalsOf(file: string): { file: string; pattern: string; flags: string }[] {
  const { code } = transformSync(readFileSync(join(ROOT, file), 'utf8'), {
    loader: 'ts',
    format: 'esm',
    target: 'esnext',
  });
  const found: { file: string; pattern: string; flags: string }[] = [];
  full(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }), (node) => {
    if (node.type === 'Literal' && 'regex' in node)
      found.push({ file, ...(node.regex as { pattern: string; flags: string }) });
  });
  return found;
}

const check = (pattern: string) => isSafePattern(pattern, { maxScore: 100, timeout: 10_000 });

describe('regular expressions', () => {
  it('are all found', () => {
    expect(literals.length).toBeGreaterThan(30);
  });

  it.each(literals)('of $file are linear: /$pattern/', ({ pattern }) => {
    expect(check(pattern)).toMatchObject({ safe: true });
  });

  it('that backtrack would be told', () => {
    expect(check(PUBLISHED).safe).toBe(false);
    expect(check('^(a+)+$').safe).toBe(false);
  });
});
