/** Configuration: environment variables, validated at start (docs/configuration.md). */
import { CONFIG_SCHEMAS, type Config, type FunctionName } from './function-config.ts';
import { describePath, inWords } from './issue-words.ts';

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
