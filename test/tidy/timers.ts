/**
 * Timers of the platform hold 31 bits of milliseconds, some 25 days: one that is set longer ends at once. So
 * each is set by a constant, or where longer times are cut to what a timer holds.
 */
import type { AnyNode, CallExpression } from 'acorn';
import { full } from 'acorn-walk';
import { programOf } from './parameters.ts';
import { ending, type Files, isSource } from './repository.ts';

/** The argument that is the time, by the function that sets a timer. */
const TIME_AT: Readonly<Record<string, number>> = { setTimeout: 1, setInterval: 1, timeout: 0, sleep: 0 };
/** A promise of the platform's; any other `sleep` is a clock's. */
const SLEEP = /import \{ setTimeout as sleep \} from 'node:timers\/promises'/;

/** Times of any length come here, and are cut: each has a test with a month. */
const CUT_HERE = ['shared/adapters/system/long-timer.ts', 'client/platform-timers.ts'];

/** Times that are bounded elsewhere: four digits of `PULL_SECONDS`, a stack's second, a screen's seconds. */
const BOUNDED = [
  'shared/adapters/pubsub/pull.ts',
  'local/stacks/emulator-stack.ts',
  'console/parts/use-read.ts',
];

/** @returns timers that may be set to a time that they do not hold. */
export function unboundedTimers(files: Files): string[] {
  return ending(files, '.ts', '.tsx')
    .filter(([path]) => isSource(path) && ![...CUT_HERE, ...BOUNDED].includes(path))
    .flatMap(([path, source]) => {
      const found: string[] = [];
      full(programOf(source, path), (node) => {
        const name = isCall(node) ? timerOf(node) : undefined;
        if (name === undefined || (name === 'sleep' && !SLEEP.test(source))) return;
        found.push(`${path}:${source.slice(0, node.start).split('\n').length} ${name}`);
      });
      return found;
    });
}

function isCall(node: AnyNode): node is CallExpression {
  return node.type === 'CallExpression';
}

/** @returns the name of the timer that a call sets to something else than a constant */
function timerOf({ callee, arguments: given }: CallExpression): string | undefined {
  const name = nameOf(callee);
  const time = name === undefined ? undefined : given[TIME_AT[name] ?? -1];
  return time === undefined || isConstant(time) ? undefined : name;
}

/** A method of an object is another's: `clock.sleep`, `socket.setTimeout`. */
function nameOf(callee: CallExpression['callee']): string | undefined {
  if (callee.type === 'Identifier') return Object.hasOwn(TIME_AT, callee.name) ? callee.name : undefined;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return undefined;
  const isOfSignal = callee.object.type === 'Identifier' && callee.object.name === 'AbortSignal';
  return isOfSignal && callee.property.name === 'timeout' ? 'timeout' : undefined;
}

function isConstant(node: AnyNode): boolean {
  return node.type === 'Literal' || (node.type === 'Identifier' && /^[A-Z][A-Z_]*_MS$/.test(node.name));
}
