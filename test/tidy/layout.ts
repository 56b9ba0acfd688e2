/** How much a file holds, how wide its comments are, what it is called, and where its test stands. */
import { posix } from 'node:path';
import { programOf } from './parameters.ts';
import { commentLinesOf } from './prose.ts';
import { PROVEN_ELSEWHERE } from './proven-elsewhere.ts';
import { ending, type Files, isSource } from './repository.ts';

const MOST_LINES = 300;
const CODE = ['.ts', '.mjs', '.cjs', '.tf', '.hcl', '.sh'] as const;

/** Each folder that is started as a program or a function has these. */
const NAMES_OF_ENTRIES = new Set(['index.ts', 'handler.ts', 'command.ts', 'main.ts']);

/** @returns files of code above 300 lines. */
export function tooLong(files: Files): string[] {
  return ending(files, ...CODE).flatMap(([path, text]) => {
    const lines = text.trimEnd().split('\n').length;
    return lines > MOST_LINES ? [`${path} has ${lines}`] : [];
  });
}

/** @returns lines of comments beyond column 110; 120 in Terraform. */
export function tooWide(files: Files): string[] {
  return ending(files, ...CODE).flatMap(([path, text]) => {
    const most = /\.(?:tf|hcl)$/.test(path) ? 120 : 110;
    const wide = commentLinesOf(path, text).filter((line) => line.text.length > most);
    return wide.map((line) => `${path}:${line.line} has ${line.text.length} columns`);
  });
}

/** @returns names that several sources have; an adapter may be called like the port that it imports. */
export function sameNames(files: Files): string[] {
  const sources = [...files.keys()].filter((path) => isSource(path) && !isNamedAfterItsPort(files, path));
  return [...Map.groupBy(sources, (path) => posix.basename(path))]
    .filter(([name, paths]) => paths.length > 1 && !NAMES_OF_ENTRIES.has(name))
    .map(([name, paths]) => `${name}: ${paths.join(', ')}`);
}

function isNamedAfterItsPort(files: Files, path: string): boolean {
  const name = posix.basename(path);
  return files.has(`shared/ports/${name}`) && (files.get(path)?.includes(`/ports/${name}'`) ?? false);
}

/** @returns sources of `shared/` and `cli/` with a test neither at their mirrored place nor in the table. */
export function withoutTest(files: Files): string[] {
  return [...files]
    .filter(([path]) => isSource(path) && /^(?:shared|cli)\//.test(path))
    .filter(([path, text]) => !hasMirror(files, path) && !(path in PROVEN_ELSEWHERE) && !isTypesOnly(text))
    .map(([path]) => path);
}

/** @returns rows of the table whose source or test is gone, or whose test does not name the source. */
export function provenNowhere(files: Files, table: Readonly<Record<string, string>>): string[] {
  return Object.entries(table).flatMap(([source, test]) => {
    if (!files.has(source)) return [`${source} does not exist`];
    const text = files.get(test);
    if (text === undefined) return [`${test} does not exist`];
    return text.includes(source) ? [] : [`${test} does not name ${source}`];
  });
}

/** `shared/jobs/timers.ts` has `test/unit/jobs/timers.test.ts`, or a folder of tests instead of one file. */
function hasMirror(files: Files, path: string): boolean {
  const place = `test/unit/${path.replace(/^shared\//, '').replace(/\.ts$/, '')}`;
  return (
    files.has(`${place}.test.ts`) ||
    [...files.keys()].some((one) => one.startsWith(`${place}/`) && one.endsWith('.test.ts'))
  );
}

/** Nothing of it is left at run time, so nothing can be tested. */
function isTypesOnly(text: string): boolean {
  return programOf(text).body.every(({ type }) => type === 'ImportDeclaration');
}
