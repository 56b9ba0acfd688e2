/** Comments whose sentences have a subject with a name, and no work left for later. */
import type { AnyNode, CallExpression } from 'acorn';
import { full } from 'acorn-walk';
import { programOf } from './parameters.ts';
import { commentsOf } from './prose.ts';
import { ending, type Files } from './repository.ts';

const CODE = ['.ts', '.tsx', '.mjs', '.cjs', '.tf', '.hcl', '.sh', '.yml'] as const;
const NAMELESS = /(?:^|[.!?]\)? )(What|Whoever|Whatever|Nobody|Somebody|Everybody|Who)\b/g;

/** @returns sentences of comments that begin with a word such as "Whoever". */
export function namelessSubjects(files: Files): string[] {
  return commentsWith(files, NAMELESS);
}

/** @returns comments that put work off. */
export function unfinished(files: Files): string[] {
  return commentsWith(files, /\b(TODO|FIXME|XXX)\b/g);
}

/** @returns tests that keep others from running, or that never run. */
export function unrunTests(files: Files): string[] {
  return ending(files, '.test.ts').flatMap(([path, source]) => {
    const found: string[] = [];
    full(programOf(source), (node) => {
      const modifier = isCall(node) ? modifierOf(node) : undefined;
      if (modifier === undefined) return;
      found.push(`${path}:${source.slice(0, node.start).split('\n').length} .${modifier}(`);
    });
    return found;
  });
}

function commentsWith(files: Files, pattern: RegExp): string[] {
  return ending(files, ...CODE).flatMap(([path, source]) =>
    commentsOf(path, source).flatMap(({ line, text }) =>
      [...text.matchAll(pattern)].map(([, word]) => `${path}:${line} ${word}`),
    ),
  );
}

function isCall(node: AnyNode): node is CallExpression {
  return node.type === 'CallExpression';
}

/** `it.only(…)`, `describe.skip(…)`, `it.only.each(…)`; `skipIf` has a condition, and is left alone. */
function modifierOf({ callee }: CallExpression): string | undefined {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return undefined;
  const { name } = callee.property;
  if (name === 'only' || name === 'skip' || name === 'todo') return isSuite(callee.object) ? name : undefined;
  const inner = callee.object;
  return inner.type === 'MemberExpression' && name === 'each'
    ? modifierOf({ callee: inner } as CallExpression)
    : undefined;
}

function isSuite(node: AnyNode): boolean {
  return node.type === 'Identifier' && ['it', 'test', 'describe'].includes(node.name);
}
