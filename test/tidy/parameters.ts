/** Positional parameters: from four on, nobody who reads a call knows which is which. */
import { stripTypeScriptTypes } from 'node:module';
import { type AnyNode, type Function as FunctionNode, type Program, parse } from 'acorn';
import { fullAncestor } from 'acorn-walk';
import { transformSync } from 'esbuild';
import { ending, type Files } from './repository.ts';

const MOST = 3;

/** The job machine's signature is the one exception: record, event, policy, moment are its whole world. */
const EXCEPTION = 'shared/jobs/decide.ts: decide';

/** @returns functions, methods, constructors and named arrows with more than three parameters. */
export function tooManyParameters(files: Files): string[] {
  return ending(files, '.ts', '.tsx').flatMap(([path, source]) => {
    const found: string[] = [];
    fullAncestor(programOf(source, path), (node, _state, ancestors) => {
      if (!isFunction(node) || node.params.length <= MOST) return;
      const name = nameOf(node, ancestors.at(-2));
      if (name === undefined || `${path}: ${name}` === EXCEPTION) return;
      const line = source.slice(0, node.start).split('\n').length;
      found.push(`${path}:${line} ${name} has ${node.params.length}`);
    });
    return found;
  });
}

/**
 * @returns the syntax of a source without its types; positions are those of the source, but for JSX, which
 * acorn does not know: it becomes calls.
 */
export function programOf(source: string, path = ''): Program {
  const script = path.endsWith('.tsx')
    ? transformSync(source, { loader: 'tsx', jsx: 'automatic' }).code
    : stripTypeScriptTypes(source);
  return parse(script, { ecmaVersion: 'latest', sourceType: 'module' });
}

function isFunction(node: AnyNode): node is AnyNode & FunctionNode {
  return /Function/.test(node.type);
}

/** undefined for a callback: its signature belongs to who calls it. */
function nameOf(node: FunctionNode, parent: AnyNode | undefined): string | undefined {
  if (node.type === 'FunctionDeclaration') return node.id?.name ?? '…';
  if (parent?.type === 'VariableDeclarator') return parent.id.type === 'Identifier' ? parent.id.name : '…';
  const named =
    parent?.type === 'MethodDefinition' ||
    parent?.type === 'PropertyDefinition' ||
    parent?.type === 'Property';
  if (!named) return undefined;
  return parent.key.type === 'Identifier' || parent.key.type === 'PrivateIdentifier' ? parent.key.name : '…';
}
