/** Teams of a company: each has a tag, under which alone its members see and request jobs. */

/** `name=value`. */
export type TeamTag = `${string}=${string}`;

/** A team; or all of them together, as where a company tells none apart; or none of those that there are. */
export type Team = TeamTag | 'every' | 'none';

/** The teams of a company, as TEAMS has them (docs/configuration.md, "Teams"). */
export interface Teams {
  /** Empty where no teams are told apart. */
  readonly tags: ReadonlySet<string>;
  /** By e-mail, in lower case. */
  readonly members: ReadonlyMap<string, Team>;
}

export const NO_TEAMS: Teams = { tags: new Set(), members: new Map() };

/** @param email verified; null for nobody known */
export function teamOfCaller({ tags, members }: Teams, email: string | null): Team {
  if (tags.size === 0) return 'every';
  return (email !== null && members.get(email)) || 'none';
}

/** @returns the teams among the tags of a job */
export function teamTagsIn({ tags: known }: Teams, tags: readonly string[]): TeamTag[] {
  return [...new Set(tags)].filter((tag): tag is TeamTag => known.has(tag));
}

/** @returns whether callers of a team may know of a job */
export function isSeenBy(team: Team, { team: owner }: { readonly team: string | null }): boolean {
  return team === 'every' || (team !== 'none' && team === owner);
}
