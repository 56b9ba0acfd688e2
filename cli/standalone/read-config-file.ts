/** Reads the configuration file of a standalone gateway from the disk. */
import { dirname, resolve } from 'node:path';
import {
  ConfigFileError,
  parseStandaloneConfig,
  type StandaloneConfig,
} from '../../shared/config/standalone-config.ts';
import { visible } from '../output/printable.ts';
import { UserError } from '../output/user-error.ts';
import { readSmallFile } from './files/small-file.ts';

/**
 * @param path of the file
 * @returns its members; paths in it, which are relative to its folder, are absolute
 * @throws UserError for a file that cannot be read, or is not valid: it has each problem, and no value
 */
export async function readConfigFile(path: string): Promise<StandaloneConfig> {
  const text = await readSmallFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(inWords(path, error.code));
  });
  return configIn(text, path);
}

/**
 * @param text of the file that is, or will be, at the path
 * @throws UserError as `readConfigFile` does
 */
export function configIn(text: string, path: string): StandaloneConfig {
  try {
    const config = withAbsolutePaths(parseStandaloneConfig(text), dirname(resolve(path)));
    requireOwnOutput(config, resolve(path));
    return config;
  } catch (error) {
    if (!(error instanceof ConfigFileError)) throw error;
    // The names of members are a person's own, and may hold anything.
    const problems = error.problems.map((problem) => `\n  ${visible(problem)}`).join('');
    throw new UserError(`${path} is not valid (docs/standalone.md explains each member):${problems}`);
  }
}

function inWords(path: string, code: string | undefined): string {
  if (code === 'ENOENT')
    return `${path} is not there: make it by npm run gateway -- init, or name another by --config FILE.`;
  if (code === 'EISDIR') return `${path} is a folder: give the path of the configuration file in it.`;
  return `${path} cannot be read (${code}): let this user read it, or give another by --config FILE.`;
}

function withAbsolutePaths(config: StandaloneConfig, folder: string): StandaloneConfig {
  const absolute = (path: string | undefined) => (path === undefined ? undefined : resolve(folder, path));
  return {
    ...config,
    applicationKeyFile: absolute(config.applicationKeyFile),
    ledger: resolve(folder, config.ledger),
    personPeppersFile: absolute(config.personPeppersFile),
    results: { ...config.results, file: absolute(config.results.file) },
    webhooks: config.webhooks.map((webhook) => ({
      ...webhook,
      secretFile: resolve(folder, webhook.secretFile),
    })),
    tokenFile: absolute(config.tokenFile),
  };
}

/** Results are added to their file: to any other one, that would be damage. @throws ConfigFileError */
function requireOwnOutput(config: StandaloneConfig, itself: string): void {
  const { file } = config.results;
  if (file === undefined) return;
  const { applicationKeyFile, ledger, personPeppersFile, tokenFile, webhooks } = config;
  const others: readonly (readonly [string, string | undefined])[] = [
    ['the configuration itself', itself],
    ['applicationKeyFile', applicationKeyFile],
    ['personPeppersFile', personPeppersFile],
    ['tokenFile', tokenFile],
    ...webhooks.map(({ secretFile }, i) => [`webhooks (at /${i}/secretFile)`, secretFile] as const),
    ...['', '-wal', '-journal', '.dead-letters.ndjson'].map((end) => ['ledger', ledger + end] as const),
  ];
  const [other] = others.find(([, path]) => path === file) ?? [];
  if (other === undefined) return;
  const rule = 'must be a file of its own, such as results.ndjson: results are added to it';
  throw new ConfigFileError([`results (at /file) ${rule}, and this is ${other}`]);
}
