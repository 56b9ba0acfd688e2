/** Tests stand where one looks for them: `test/unit/` mirrors `shared/`, `client/`, `cli/` and `console/`. */
import { posix } from 'node:path';
import { programOf } from './parameters.ts';
import { type Files, isSource } from './repository.ts';

/** Sources, and the test that proves each. */
export type ProvenElsewhere = Readonly<Record<string, string>>;

/**
 * @returns sources of `shared/`, `client/`, `cli/` and `console/` with a test neither at their mirrored place
 * nor in the table. Components are seen in a browser, by tests of whole screens.
 */
export function withoutTest(files: Files, table: ProvenElsewhere): string[] {
  return [...files]
    .filter(([path]) => isSource(path) && /^(?:shared|client|cli|console)\/.*\.ts$/.test(path))
    .filter(([path, text]) => !(path in table) && !hasMirror(files, path) && !isTypesOnly(text))
    .map(([path]) => path);
}

/** @returns rows whose source has a test of its own, or whose test is gone or does not reach the source. */
export function wrongRows(files: Files, table: ProvenElsewhere): string[] {
  return Object.entries(table).flatMap(([source, test]) => {
    if (!files.has(source)) return [`${source} does not exist`];
    if (!files.has(test)) return [`${test} does not exist`];
    if (hasMirror(files, source)) return [`${source} has a test at its mirrored place`];
    return reaches(files, test, source) ? [] : [`${test} does not reach ${source}`];
  });
}

/** `shared/jobs/timers.ts` has `test/unit/jobs/timers.test.ts`, or a folder of tests instead of one file. */
function hasMirror(files: Files, path: string): boolean {
  const place = `test/unit/${path.replace(/^shared\//, '').replace(/\.ts$/, '')}`;
  return [...files.keys()].some(
    (one) => one === `${place}.test.ts` || (one.startsWith(`${place}/`) && one.endsWith('.test.ts')),
  );
}

/** Nothing of such a source is left at run time, so nothing can be tested. */
function isTypesOnly(text: string): boolean {
  return programOf(text).body.every(({ type }) => type === 'ImportDeclaration');
}

/** Whether a test imports a source, at first hand or through other files, or runs a program that does. */
function reaches(files: Files, test: string, source: string): boolean {
  const reached = new Set([test]);
  for (const path of reached) {
    for (const next of neighbours(files, path)) reached.add(next);
  }
  return reached.has(source);
}

function neighbours(files: Files, path: string): string[] {
  const text = files.get(path) ?? '';
  // A thread's code is named as `new URL('./thread.ts', import.meta.url)`.
  const targets = text.matchAll(/(?:\bfrom |\bimport\(|\bnew URL\()'(\.[^']+)'/g);
  const imports = [...targets].map(([, target = '']) => posix.join(posix.dirname(path), target));
  return [...imports, ...programsIn(text)].filter((one) => files.has(one));
}

/**
 * The command line as `join(ROOT, 'cli', 'main.js')`, or as a program; a function as
 * `bundleFunction('submit-jobs', …)`; the console's page by the entry of its bundle.
 */
function programsIn(text: string): string[] {
  const commandLine = /'cli', '(?:main|modigie-gateway)\.js'/.test(text) ? ['cli/command-line.ts'] : [];
  const functions = [...text.matchAll(/\bbundleFunction\('([\w-]+)'/g)];
  const page = [...text.matchAll(/'(console\/[\w/-]+\.tsx?)'/g)].map(([, source = '']) => source);
  return [...commandLine, ...page, ...functions.map(([, name]) => `functions/${name}/index.ts`)];
}
