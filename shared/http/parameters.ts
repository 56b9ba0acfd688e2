/** Parameters of a call, from text on the wire to the values that its schemas give. */

import type { Call, MissingProblem, Parameters } from '../api/call.ts';
import { violationsOf } from '../api/violations.ts';
import { refuse } from './problem-response.ts';

/** A name that may be repeated to its sender: no more than any parameter of ours looks like. */
const NAME = /^\w{1,64}$/;

/**
 * @param search what stands behind the path's `?`
 * @param accepted the call's parameters; none when it takes none
 * @throws ProblemError 400 for a parameter that is unknown, repeated, empty, or not as its schema has it
 */
export function readQuery(search: string, accepted: Parameters | undefined): unknown {
  const names = Object.keys(accepted?.shape ?? {});
  const texts: Record<string, string> = {};
  for (const pair of search.split('&')) {
    if (pair === '') continue;
    const [name, text] = splitOnce(pair, '=').map(decoded);
    if (name === undefined || !names.includes(name)) return refuseUnknown(name, names);
    if (Object.hasOwn(texts, name)) return refuseParameter(name, 'is given twice: give it once.');
    texts[name] = requireText(name, text);
  }
  return valuesOf(texts, accepted);
}

function requireText(name: string, text: string | undefined): string {
  if (text === undefined) return refuseParameter(name, 'holds a percent sign that encodes nothing.');
  return text === '' ? refuseParameter(name, 'is empty: give it a value, or leave it out.') : text;
}

/** @throws ProblemError 400 for a header that is not as its schema has it */
export function readHeaders(
  headers: Readonly<Record<string, string>>,
  accepted: Parameters | undefined,
): unknown {
  const texts = Object.keys(accepted?.shape ?? {}).flatMap((name) => {
    const text = headers[name.toLowerCase()];
    return text === undefined ? [] : [[name, text]];
  });
  return valuesOf(Object.fromEntries(texts), accepted);
}

const NO_SUCH: Readonly<Record<MissingProblem, string>> = {
  'job-not-found': 'No job can have this request ID',
  'operation-not-found': 'No operation can have this ID',
  'job-type-not-found': 'No job type can have this name',
  'hold-not-found': 'No hold can have this name',
  'webhook-not-found': 'No webhook can have this name',
  'dead-letter-not-found': 'No dead letter can have this ID',
  'erasure-not-found': 'No receipt can have this ID',
};

/**
 * Every path parameter of this API names something. A name that nothing can have is no fault of the path:
 * there is just no such thing.
 * @throws ProblemError 404
 */
export function readPath(
  texts: Readonly<Record<string, string>>,
  { pathParameters, missing = 'job-not-found' }: Pick<Call, 'pathParameters' | 'missing'>,
): unknown {
  const parsed = pathParameters?.safeParse(texts);
  if (!parsed?.error) return parsed?.data ?? {};
  const [first] = violationsOf(parsed.error, texts);
  return refuse(missing, `${NO_SUCH[missing]}: it ${first?.detail}.`);
}

function valuesOf(texts: Readonly<Record<string, string>>, accepted: Parameters | undefined): unknown {
  const parsed = accepted?.safeParse(texts);
  if (!parsed?.error) return parsed?.data ?? {};
  const [first] = violationsOf(parsed.error, texts);
  // Of a list, the pointer goes on to the value.
  return refuseParameter(first?.pointer.split('/')[1] ?? '', `${first?.detail}.`);
}

/**
 * @param detail what is wrong with it and what to do, as a sentence whose subject is its name
 * @throws ProblemError 400 always, which names the parameter
 */
export function refuseParameter(name: string, detail: string): never {
  return refuse('invalid-parameter', `${name} ${detail}`, { parameter: name });
}

function refuseUnknown(name: string | undefined, names: readonly string[]): never {
  const takes = names.length > 0 ? `takes ${names.join(', ')}; check the spelling` : 'takes no parameters';
  return name !== undefined && NAME.test(name)
    ? refuseParameter(name, `is not a parameter of this call, which ${takes}.`)
    : refuse('invalid-parameter', `This call ${takes}.`);
}

/** @returns the text that form encoding stands for, or undefined when a percent sign encodes nothing */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

/** @returns what stands before and behind the first separator, which may be missing */
export function splitOnce(text: string, separator: string): [before: string, behind: string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
