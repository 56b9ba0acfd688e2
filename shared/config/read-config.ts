/** Configuration: environment variables, validated at start (docs/configuration.md). */
import type * as z from 'zod';
import { CONFIG_SCHEMAS, type Config, type FunctionName } from './function-config.ts';

/** A function's environment is not valid. `message` lists every problem with its remedy, and no value. */
export class ConfigError extends Error {
  readonly code = 'config-invalid';
  /** @param problems each begins with the variable that it is about */
  constructor(name: FunctionName, problems: readonly string[]) {
    super(
      `The environment does not configure ${name} (docs/configuration.md explains each variable):\n` +
        problems.map((problem) => `  ${problem}`).join('\n'),
    );
    this.name = 'ConfigError';
  }
}

/**
 * Reads the variables of one function.
 * @throws ConfigError when one is missing or not valid
 */
export function readConfig<N extends FunctionName>(
  name: N,
  env: Readonly<Record<string, string | undefined>>,
): Config<N> {
  // An empty variable is how most tools say "not set".
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = CONFIG_SCHEMAS[name].safeParse(given);
  if (parsed.success) return parsed.data as Config<N>;
  const problems = parsed.error.issues.map(
    (issue) =>
      `${describePath(issue.path)} ${issue.code === 'invalid_type' && !(String(issue.path[0]) in given) ? 'is required: set it' : inWords(issue)}`,
  );
  throw new ConfigError(name, problems);
}

/** In the words of a rule where it has some, and else in ours: zod tells the kind, and not what to do. */
function inWords({ message, ...issue }: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => JSON.stringify(key)).join(', ');
    return issue.keys.length === 1
      ? `has the unknown member ${names}: leave it out, or mend its spelling`
      : `has the unknown members ${names}: leave them out, or mend their spelling`;
  }
  const [, expected, received] = /^Invalid input: expected (\w+), received (\w+)$/.exec(message) ?? [];
  if (expected === undefined || received === undefined) return message;
  const wanted = withArticle(expected === 'record' ? 'object' : expected);
  return received === 'undefined'
    ? `is required: give ${wanted}`
    : `must be ${wanted}, not ${withArticle(received)}`;
}

function withArticle(kind: string): string {
  if (kind === 'null') return kind;
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

function describePath([name, ...inner]: readonly PropertyKey[]): string {
  return inner.length === 0 ? String(name) : `${String(name)} (at /${inner.map(String).join('/')})`;
}
