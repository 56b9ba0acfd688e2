/** The file that holds a person's profiles, for that person alone to read. Tokens are never kept in it. */
import { chmod, mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import * as z from 'zod';
import { gatewayAddress } from '../options/gateway-address.ts';
import { UserError } from '../output/user-error.ts';

/** How one gateway is called. */
export interface Profile {
  readonly gateway: string;
  readonly query?: string | undefined;
  readonly operate?: string | undefined;
  readonly webhooks?: string | undefined;
  readonly googleIdentity?: boolean | undefined;
}

export interface Profiles {
  /** The name of the one that commands take by themselves. */
  readonly current?: string | undefined;
  readonly byName: ReadonlyMap<string, Profile>;
}

const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/i;
export const NAME_RULE = 'It must be 1 to 64 letters, digits, dots, hyphens and underscores.';

const AddressSchema = z.string().refine(isAddress, 'must be an address such as https://gateway.example.com');
const FileSchema = z.strictObject({
  current: z.string().optional(),
  profiles: z.record(
    z.string().regex(NAME),
    z.strictObject({
      gateway: AddressSchema,
      query: AddressSchema.optional(),
      operate: AddressSchema.optional(),
      webhooks: AddressSchema.optional(),
      googleIdentity: z.boolean().optional(),
    }),
  ),
});

type Environment = Readonly<Record<string, string | undefined>>;

/** @returns where the file is, by the XDG Base Directory Specification, on Windows by %APPDATA% */
export function configPath(
  env: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const told = platform === 'win32' ? env['APPDATA'] : env['XDG_CONFIG_HOME'];
  const usual = platform === 'win32' ? ['AppData', 'Roaming'] : ['.config'];
  // The specification has relative paths passed over.
  const folder = told !== undefined && isAbsolute(told) ? told : join(homedir(), ...usual);
  return join(folder, 'modigie-gateway', 'config.json');
}

export function isProfileName(text: string): boolean {
  return NAME.test(text);
}

/**
 * @returns none where there is no file
 * @throws UserError for a file that cannot be read, or is not as this command line writes it
 */
export async function readProfiles(path: string): Promise<Profiles> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new UserError(`${path} cannot be read (${error.code}).`);
  });
  if (text === undefined) return { byName: new Map() };
  const { success, data, error } = FileSchema.safeParse(parse(text, path));
  if (!success) throw broken(path, error.issues.map(inWords).join('; '));
  return { current: data.current, byName: new Map(Object.entries(data.profiles)) };
}

/**
 * Writes the file in one step: whoever reads it meanwhile has it whole.
 * @throws UserError where that is not allowed, or there is no room
 */
export async function writeProfiles(path: string, { current, byName }: Profiles): Promise<void> {
  const content = { current, profiles: Object.fromEntries(byName) };
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    // Of a link, as people have who keep such files elsewhere, its target is replaced.
    const target = await realpath(path).catch(() => path);
    await replaceFile(target, `${JSON.stringify(content, null, 2)}\n`);
  } catch (error) {
    throw new UserError(`${path} cannot be written (${(error as NodeJS.ErrnoException).code}).`);
  }
}

async function replaceFile(path: string, text: string): Promise<void> {
  const unfinished = `${path}.${process.pid}`;
  try {
    await writeFile(unfinished, text, { mode: 0o600 });
    // One that an earlier run left has the mode that it had.
    await chmod(unfinished, 0o600);
    await rename(unfinished, path);
  } finally {
    await rm(unfinished, { force: true });
  }
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw broken(path, 'it is not JSON');
  }
}

/** @returns the issue without any value: a token may stand where none belongs */
function inWords(issue: z.core.$ZodIssue): string {
  const where = issue.path.length > 0 ? issue.path.join('.') : 'the file';
  if (issue.code === 'unrecognized_keys')
    return `${where} has the members ${issue.keys.join(', ')}, which are none of a profile (a token is never kept there)`;
  return `${where}: ${issue.message}`;
}

function broken(path: string, why: string): UserError {
  return new UserError(
    `${path} cannot be used: ${why}. Mend it, or remove it and add its profiles anew: ` +
      'npm run gateway -- profiles add NAME --gateway URL.',
  );
}

function isAddress(text: string): boolean {
  try {
    return gatewayAddress(text) === text;
  } catch {
    return false;
  }
}
