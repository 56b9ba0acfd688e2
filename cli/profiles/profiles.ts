/** Profiles are added, listed, used and removed. */
import { profileNamed } from '../options/profile-option.ts';
import type { Column } from '../output/column.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { createListing } from '../output/listing.ts';
import type { Sink } from '../output/sink.ts';
import { UserError } from '../output/user-error.ts';
import { isProfileName, NAME_RULE, type Profile, readProfiles, writeProfiles } from './config-file.ts';

interface NamedProfile extends Profile {
  readonly name: string;
  readonly current: boolean;
}

export const PROFILE_COLUMNS: readonly Column<NamedProfile>[] = [
  { name: 'name', of: ({ name }) => name, isKept: true },
  { name: 'current', of: ({ current }) => (current ? 'yes' : null) },
  { name: 'gateway', of: ({ gateway }) => gateway },
  { name: 'query', of: ({ query }) => query },
  { name: 'operate', of: ({ operate }) => operate },
  { name: 'webhooks', of: ({ webhooks }) => webhooks },
  { name: 'googleIdentity', of: ({ googleIdentity }) => (googleIdentity ? 'yes' : null) },
];

/**
 * @param path of the file
 * @throws UserError for a name that is none, or taken
 */
export async function addProfile(
  path: string,
  name: string,
  { replace = false, ...given }: Profile & { readonly replace?: boolean },
): Promise<void> {
  if (!isProfileName(name)) throw new UserError(`${name} cannot be the name of a profile. ${NAME_RULE}`);
  const { current, byName } = await readProfiles(path);
  if (byName.has(name) && !replace)
    throw new UserError(`There is a profile ${name} already: --replace takes its place.`);
  const { gateway, query, operate, webhooks, googleIdentity } = given;
  const profile = { gateway, query, operate, webhooks, googleIdentity };
  await writeProfiles(path, { current, byName: new Map(byName).set(name, profile) });
}

/** @returns how many there are */
export async function listProfiles(path: string, sink: Sink, json: JsonFields | undefined): Promise<number> {
  const { current, byName } = await readProfiles(path);
  const listing = createListing<NamedProfile>(sink, { columns: PROFILE_COLUMNS, json });
  for (const [name, profile] of byName) listing.add({ name, current: name === current, ...profile });
  listing.end();
  return byName.size;
}

/**
 * @param name undefined for none
 * @throws UserError for an unknown one
 */
export async function useProfile(path: string, name: string | undefined): Promise<void> {
  const profiles = await readProfiles(path);
  if (name !== undefined) profileNamed(profiles, name);
  await writeProfiles(path, { ...profiles, current: name });
}

/** @throws UserError for an unknown one */
export async function removeProfile(path: string, name: string): Promise<void> {
  const profiles = await readProfiles(path);
  profileNamed(profiles, name);
  const byName = new Map(profiles.byName);
  byName.delete(name);
  await writeProfiles(path, { byName, current: profiles.current === name ? undefined : profiles.current });
}
