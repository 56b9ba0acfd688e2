/** Layout: how much a file holds, how wide its comments are, and what it is called. */
import { posix } from 'node:path';
import { commentLinesOf } from './prose.ts';
import { ending, type Files, isSource } from './repository.ts';

const MOST_LINES = 300;
const CODE = ['.ts', '.tsx', '.mjs', '.cjs', '.tf', '.hcl', '.sh'] as const;

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

/**
 * @returns names that several sources have. An adapter may be called like the port that it imports, and the
 * client is a package of its own, whose names are those of the API that it calls.
 */
export function sameNames(files: Files): string[] {
  const sources = [...files.keys()].filter(
    (path) => isSource(path) && !path.startsWith('client/') && !isNamedAfterItsPort(files, path),
  );
  return [...Map.groupBy(sources, (path) => posix.basename(path))]
    .filter(([name, paths]) => paths.length > 1 && !NAMES_OF_ENTRIES.has(name))
    .map(([name, paths]) => `${name}: ${paths.join(', ')}`);
}

/** @returns lines that a merge has left to be decided. */
export function unmerged(files: Files): string[] {
  return [...files].flatMap(([path, text]) =>
    text.split('\n').flatMap((line, i) => (/^(?:<{7}|>{7}) /.test(line) ? [`${path}:${i + 1}`] : [])),
  );
}

function isNamedAfterItsPort(files: Files, path: string): boolean {
  const name = posix.basename(path);
  return files.has(`shared/ports/${name}`) && (files.get(path)?.includes(`/ports/${name}'`) ?? false);
}
