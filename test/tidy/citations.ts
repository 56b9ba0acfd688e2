/** Citations: each leads to a document of this repository, or to a standard that everybody can open. */
import { posix } from 'node:path';
import { proseOf } from './prose.ts';
import { ending, type Files, isIgnored } from './repository.ts';

/** @returns citations of sources, tests and infrastructure that lead nowhere. */
export function brokenCitations(files: Files): string[] {
  const sources = ending(files, '.ts', '.tsx', '.mjs', '.cjs', '.tf', '.hcl', '.sh', '.yml');
  return sources.flatMap(([path, source]) =>
    proseOf(path, source).flatMap(({ line, text }) => {
      const faults = [
        // Documents that the code writes lie in docs/.
        ...linksIn(files, text, 'docs'),
        ...documentsIn(files, withoutTargets(text)),
        ...sectionsIn(files, text),
        ...choicesIn(files, text),
        ...headingsIn(files, text),
        ...recordsIn(files, text),
        ...namesIn(files, text),
        ...pathsIn(files, withoutTargets(text)),
        ...scriptsIn(files, text),
      ];
      return faults.map((fault) => `${path}:${line} ${fault}`);
    }),
  );
}

/** @returns links, decision records, files and npm scripts that documents name and that do not exist. */
export function brokenLinks(files: Files): string[] {
  return ending(files, '.md').flatMap(([path, document]) =>
    document.split('\n').flatMap((text, i) => {
      const links = linksIn(files, text, posix.dirname(path));
      const names = [...namesIn(files, text), ...pathsIn(files, withoutTargets(text))];
      const faults = [...links, ...recordsIn(files, text), ...names, ...scriptsIn(files, text)];
      return faults.map((fault) => `${path}:${i + 1} ${fault}`);
    }),
  );
}

/** A link of Markdown. */
function linksIn(files: Files, text: string, folder: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => {
    if (/^[a-z]+:/.test(target) || target.includes('$')) return [];
    const [path = '', anchor] = target.split('#');
    const file = posix.join(folder, path);
    if (path !== '' && ![...files.keys()].some((one) => `${one}/`.startsWith(`${file}/`)))
      return [`${target} does not exist`];
    const known = anchor === undefined || path === '' || anchorsOf(files.get(file)).includes(anchor);
    return known ? [] : [`${path} has no heading #${anchor}`];
  });
}

/** The targets of links are paths from their own document. */
function withoutTargets(text: string): string {
  return text.replaceAll(/\]\([^)]*\)/g, ']');
}

/** `docs/deploy.md`: a document by its path from the root. */
function documentsIn(files: Files, text: string): string[] {
  const names = [...text.matchAll(/(?<![\w./:-])[\w-][\w./-]*\.md\b/g)].map(([name]) => name);
  return names.filter((name) => !files.has(name)).map((name) => `${name} does not exist`);
}

/** `docs/protocol.md §4.3`, `RFC 9110 §15.5.9`. */
function sectionsIn(files: Files, text: string): string[] {
  return [...text.matchAll(/§(\d+(?:\.\d+)*)/g)].flatMap(({ index, 1: section = '' }) => {
    const document = documentBefore(text.slice(0, index));
    if (document === undefined) return [`§${section} has no document before it`];
    const open = document.startsWith('RFC') || !files.has(document);
    return open || sectionsOf(files.get(document)).includes(section)
      ? []
      : [`${document} has no §${section}`];
  });
}

/** `docs/protocol.md §10, C7`: a row of the choices made where Modigie's documentation is silent. */
function choicesIn(files: Files, text: string): string[] {
  return [...text.matchAll(/(?<![\w`-])C\d{1,2}\b/g)].flatMap(({ index, 0: choice }) => {
    const document = documentBefore(text.slice(0, index));
    if (document !== 'docs/protocol.md') return [`${choice} has no docs/protocol.md before it`];
    return files.get(document)?.includes(`\n| ${choice} |`) ? [] : [`${document} has no row ${choice}`];
  });
}

/** @returns the document named last before a section or row: it is the one that is meant. */
function documentBefore(text: string): string | undefined {
  return [...text.matchAll(/[\w./-]+\.md|RFC \d+/g)].at(-1)?.[0];
}

/** `docs/operate.md, "backlog"`. */
function headingsIn(files: Files, text: string): string[] {
  return [...text.matchAll(/(docs\/[\w/-]+\.md), "([^"$]+)"/g)].flatMap(([, document = '', heading = '']) => {
    const known = headingsOf(files.get(document)).includes(heading);
    return known ? [] : [`${document} has no heading "${heading}"`];
  });
}

/** `ADR 7`. */
function recordsIn(files: Files, text: string): string[] {
  return [...text.matchAll(/\bADR (\d+)/g)].flatMap(([record, number = '']) => {
    const start = `docs/adr/${number.padStart(3, '0')}-`;
    return [...files.keys()].some((path) => path.startsWith(start)) ? [] : [`${record} does not exist`];
  });
}

/** A file's name in backticks: its path, or the end of it. */
function namesIn(files: Files, text: string): string[] {
  const names = [...text.matchAll(/`([\w.*-][\w./*-]*\.(?:ts|md|json|tf))`/g)].map(([, name = '']) => name);
  return names
    .filter((name) => !isNamed(files, name) && !isIgnored(name))
    .map((name) => `\`${name}\` does not exist`);
}

/** A file by its path from the root, in backticks or not. */
function pathsIn(files: Files, text: string): string[] {
  const paths = text.matchAll(/(?<![\w./*@:-])([\w.-]+\/)[\w./-]*\.(?:[cm]?[tj]s|tf|json|sh|csv|yml)\b/g);
  return [...paths].flatMap(([path, room = '']) => {
    const isOurs = [...files.keys()].some((one) => one.startsWith(room));
    return isOurs && !files.has(path) && !isIgnored(path) ? [`${path} does not exist`] : [];
  });
}

/** `npm run check`: a script of package.json. */
function scriptsIn(files: Files, text: string): string[] {
  if (!text.includes('npm run ')) return [];
  const { scripts = {} } = JSON.parse(files.get('package.json') ?? '{}');
  const names = [...text.matchAll(/\bnpm run (?:-s )?([a-z][a-z:-]*[a-z])/g)].map(([, name = '']) => name);
  return names.filter((name) => !(name in scripts)).map((name) => `npm run ${name} does not exist`);
}

function isNamed(files: Files, name: string): boolean {
  const pattern = new RegExp(`(?:^|/)${name.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`);
  return [...files.keys()].some((path) => pattern.test(path));
}

function headingsOf(document = ''): string[] {
  return [...document.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading.replaceAll('`', ''));
}

function sectionsOf(document: string | undefined): (string | undefined)[] {
  return headingsOf(document).map((heading) => /^(\d+(?:\.\d+)*)\.? /.exec(heading)?.[1]);
}

/** As GitHub makes them. */
function anchorsOf(document: string | undefined): string[] {
  return headingsOf(document).map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
