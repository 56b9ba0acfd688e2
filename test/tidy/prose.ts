/** Words for people in a source file: its comments, and its texts of more than one word. */
import { type Comment, type Token, tokenizer } from 'acorn';

export interface Prose {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly text: string;
}

/** @returns the comments of a file, `//` lines that follow each other as one. */
export function commentsOf(path: string, text: string): Prose[] {
  if (isJsx(path)) return joinLines(ownLineComments(text));
  return isScript(path)
    ? joinLines(scan(text).comments.map((comment) => commentIn(text, comment)))
    : joinLines(hashComments(text));
}

/** @returns the comments of a file, and its texts of more than one word. */
export function proseOf(path: string, text: string): Prose[] {
  const texts = isScript(path) ? scan(text).texts : isJsx(path) ? [] : quotedTexts(text);
  return [...commentsOf(path, text), ...texts.filter((one) => one.text.trim().includes(' '))];
}

/** @returns each line of a file that a comment takes part in, with its number from 1. */
export function commentLinesOf(path: string, text: string): Prose[] {
  const lines = text.split('\n');
  const numbers = isScript(path)
    ? scan(text).comments.flatMap(({ start, end }) => range(lineAt(text, start), lineAt(text, end)))
    : (isJsx(path) ? ownLineComments(text) : hashComments(text)).map(({ line }) => line);
  return numbers.map((line) => ({ line, text: lines[line - 1] ?? '' }));
}

function isScript(path: string): boolean {
  return /\.[cm]?[jt]s$/.test(path);
}

function isJsx(path: string): boolean {
  return path.endsWith('.tsx');
}

/** Texts of JSX are no tokens of JavaScript: its comments are found where they have lines of their own. */
function ownLineComments(source: string): (Prose & { readonly single: boolean })[] {
  return source.split('\n').flatMap((line, i) => {
    const found = /^\s*(?:\{?\/\*\*?|\*(?!\/)|\/\/)(.*)$/.exec(line)?.[1];
    return found === undefined
      ? []
      : [{ line: i + 1, text: found.replace(/\*\/\}?$/, '').trim(), single: true }];
  });
}

/** The tokens of TypeScript are those of JavaScript, so acorn finds comments in types as well. */
function scan(source: string): { comments: Comment[]; texts: Prose[] } {
  const comments: Comment[] = [];
  const tokens: Token[] = [...tokenizer(source, { ecmaVersion: 'latest', onComment: comments })];
  const texts = tokens
    .filter(({ type }) => type.label === 'string' || type.label === 'template')
    .map(({ start, end }) => ({ line: lineAt(source, start), text: unescaped(source.slice(start, end)) }));
  return { comments, texts };
}

function unescaped(literal: string): string {
  return literal.replaceAll('\\n', ' ').replaceAll(/\\(.)/g, '$1');
}

function commentIn(source: string, { type, value, start }: Comment): Prose & { readonly single: boolean } {
  const text = value.replaceAll(/^\s*\*+ ?/gm, '').trim();
  return { line: lineAt(source, start), text, single: type === 'Line' };
}

function hashComments(source: string): (Prose & { readonly single: boolean })[] {
  return source.split('\n').flatMap((line, i) => {
    const found = /^\s*#(?!!)\s*(.*)$/.exec(line)?.[1];
    return found === undefined ? [] : [{ line: i + 1, text: found, single: true }];
  });
}

function quotedTexts(source: string): Prose[] {
  return source.split('\n').flatMap((line, i) => {
    const texts = [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)];
    return texts.map(([, text = '']) => ({ line: i + 1, text: unescaped(text) }));
  });
}

function joinLines(comments: readonly (Prose & { readonly single: boolean })[]): Prose[] {
  const joined: (Prose & { single: boolean; last: number })[] = [];
  for (const comment of comments) {
    const before = joined.at(-1);
    if (before?.single && comment.single && before.last === comment.line - 1) {
      joined[joined.length - 1] = {
        ...before,
        text: `${before.text}\n${comment.text}`,
        last: comment.line,
      };
    } else joined.push({ ...comment, last: comment.line });
  }
  return joined.map(({ line, text }) => ({ line, text: text.replaceAll(/\s+/g, ' ') }));
}

function lineAt(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
