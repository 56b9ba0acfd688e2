/** Configuration: environment variables, validated at start (docs/configuration.md). */
import { CONFIG_SCHEMAS, type Config, type FunctionName } from './function-config.ts';

/** A function's environment is not valid. `message` lists every problem with its remedy, and no value. */
class ConfigError extends Error {
  readonly code = 'config-invalid';
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
      `  ${describePath(issue.path)} ${issue.code === 'invalid_type' && !(String(issue.path[0]) in given) ? 'is required: set it' : issue.message}`,
  );
  throw new ConfigError(
    `The environment does not configure ${name} (docs/configuration.md explains each variable):\n${problems.join('\n')}`,
  );
}

function describePath([name, ...inner]: readonly PropertyKey[]): string {
  return inner.length === 0 ? String(name) : `${String(name)} (at /${inner.map(String).join('/')})`;
}
