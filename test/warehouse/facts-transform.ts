/** infra/transforms/facts.js as Pub/Sub runs it: the file alone, with nothing but the language around it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, Script } from 'node:vm';

export interface TransformedMessage {
  readonly data: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export const TRANSFORM = readFileSync(
  join(import.meta.dirname, '..', '..', 'infra', 'transforms', 'facts.js'),
  'utf8',
);

/** Google stops a transform after 500 ms; a test machine may be slower, and its clock no measure. */
const TIMEOUT_MS = 5000;

const context = createContext({});
new Script(TRANSFORM).runInContext(context);
const call = new Script('JSON.stringify(factsOf(JSON.parse(message)))');

/** @param message as Pub/Sub hands it over: data is text */
export function factsOf(message: {
  readonly data?: unknown;
  readonly attributes?: unknown;
}): TransformedMessage {
  context['message'] = JSON.stringify(message);
  return JSON.parse(call.runInContext(context, { timeout: TIMEOUT_MS }));
}
