/** `--profile`: a gateway by the name that a person has given it. */
import { type Command, Option } from 'commander';
import { UserError } from '../output/user-error.ts';
import { configPath, type Profile, type Profiles, readProfiles } from '../profiles/config-file.ts';

const VARIABLE = 'MODIGIE_GATEWAY_PROFILE';
/** The profiles that commands have taken, whether they were typed or not. */
const NAMES = new WeakMap<Command, string>();
const ADDRESSES = ['gateway', 'query', 'operate', 'webhooks'] as const;

export function profileOption(): Option {
  return new Option(
    '--profile <name>',
    `a gateway by its name, added by profiles add (env: ${VARIABLE}; else that of profiles use)`,
  );
}

/** For a command that runs without any gateway unless one is named: it takes none by itself. */
export function typedProfileOption(): Option {
  return new Option('--profile <name>', 'a running gateway by its name, added by profiles add');
}

/**
 * Gives a command the addresses of a profile, where it takes one and none is typed. Typed options go before
 * the environment, the environment before the profile, and that before the command's defaults.
 * @throws UserError for a name that is unknown, or a file that cannot be used
 */
export async function applyProfile(command: Command, path: string = configPath()): Promise<void> {
  if (!command.options.some((option) => option.attributeName() === 'profile')) return;
  const typed: unknown = command.getOptionValue('profile');
  if (isTyped(command, 'gateway')) {
    if (typed === undefined) return;
    command.error("error: option '--profile <name>' cannot be used with option '--gateway <url>'");
  }
  // Where it would be embedded, a profile that is merely there does not send leads anywhere.
  const takesOne = command.getOptionValueSource('gateway') === 'default';
  const asked = typed ?? (takesOne ? process.env[VARIABLE] || undefined : undefined);
  if (asked === undefined && !takesOne) return;
  const profiles = await readProfiles(path);
  const name = asked === undefined ? profiles.current : String(asked);
  if (name === undefined) return;
  give(command, profileNamed(profiles, name));
  NAMES.set(command, name);
}

/** @returns the name of the profile that was applied to a command; undefined for none */
export function profileOf(command: Command): string | undefined {
  return NAMES.get(command);
}

/** @throws UserError that lists the known ones */
export function profileNamed({ byName }: Profiles, name: string): Profile {
  const profile = byName.get(name);
  if (profile) return profile;
  const known =
    byName.size > 0
      ? `there are ${[...byName.keys()].join(', ')}`
      : 'there are none yet: npm run gateway -- profiles add NAME --gateway URL';
  throw new UserError(`There is no profile ${name}; ${known}.`);
}

function give(command: Command, profile: Profile): void {
  const has = (name: string) => command.options.some((option) => option.attributeName() === name);
  for (const name of ADDRESSES)
    if (has(name) && !isTyped(command, name) && profile[name] !== undefined)
      command.setOptionValueWithSource(name, profile[name], 'config');
  // A token that is given is of another caller, whose it stays.
  if (profile.googleIdentity && command.getOptionValue('token') === undefined)
    command.setOptionValueWithSource('googleIdentity', true, 'config');
}

function isTyped(command: Command, name: string): boolean {
  return command.getOptionValueSource(name) === 'cli';
}
