import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Texts by their path from the repository's root. */
export type Files = ReadonlyMap<string, string>;

const ROOT = join(import.meta.dirname, '..', '..');

/** Offences on purpose: the rules are tried on them. */
const PLANTED = 'test/tidy/planted-offences.ts';

/** @returns every file of the repository but those that Git ignores. */
export function readRepository(): Files {
  const paths = walk('', ignoredNames()).filter((path) => path !== PLANTED);
  return new Map(paths.sort().map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]));
}

/** @returns the files of some kinds, by the endings of their names. */
export function ending(files: Files, ...endings: readonly string[]): [path: string, text: string][] {
  return [...files].filter(([path]) => endings.some((end) => path.endsWith(end)));
}

/** @returns whether a path is that of a source: TypeScript in a room that is not the tests'. */
export function isSource(path: string): boolean {
  return /\.tsx?$/.test(path) && path.includes('/') && !path.startsWith('test/');
}

function walk(folder: string, ignored: ReadonlySet<string>): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (ignored.has(entry.name)) return [];
    return entry.isDirectory() ? walk(path, ignored) : [path];
  });
}

/** @returns whether Git leaves a file out: it is the user's, who makes it by what a document says. */
export function isIgnored(path: string): boolean {
  return ignoredNames().has(basename(path));
}

function ignoredNames(): Set<string> {
  const lines = readFileSync(join(ROOT, '.gitignore'), 'utf8').split('\n');
  return new Set(['.git', ...lines.filter((line) => line !== '').map((line) => basename(line))]);
}
