/** The team of a submission: a caller's own, or the one that a caller of every team names by its tag. */
import { kindOf, type Violation } from '../../api/violations.ts';
import { type TeamTag, teamTagsIn } from '../../jobs/teams.ts';
import type { GatewayContext } from '../context.ts';

type Context = Pick<GatewayContext, 'teams' | 'caller'>;

/** @returns the team that a caller is bound to; null for none, as of every team */
export function ownTeam({ caller: { team } }: Context): TeamTag | null {
  return team === 'every' || team === 'none' ? null : team;
}

/**
 * @param tags `name=value`, of a payload without violations
 * @returns the team whose job it is; null for none
 */
export function teamOf(context: Context, tags: readonly string[]): TeamTag | null {
  return ownTeam(context) ?? teamTagsIn(context.teams, tags)[0] ?? null;
}

/** @returns violations of a payload of any shape that names another team, or several */
export function violationsOfTeam(context: Context, payload: unknown): Violation[] {
  const own = ownTeam(context);
  const named = new Set(own === null ? [] : [own]);
  return tagsOf(payload).flatMap((tag, i) => {
    const [team] = teamTagsIn(context.teams, [tag]);
    if (team === undefined) return [];
    named.add(team);
    if (named.size === 1) return [];
    return [{ pointer: `/payload/tags/${i}`, detail: own === null ? SECOND : OTHERS }];
  });
}

const OTHERS = 'is the tag of another team: leave it out; the gateway sets that of yours';
const SECOND = 'names a second team, and a job has one: leave one of them out';

function tagsOf(payload: unknown): string[] {
  const tags = kindOf(payload) === 'object' ? (payload as { readonly tags?: unknown }).tags : undefined;
  if (!Array.isArray(tags)) return [];
  return tags.map((tag) => (kindOf(tag) === 'object' ? `${(tag as Tag).name}=${(tag as Tag).value}` : ''));
}

interface Tag {
  readonly name?: unknown;
  readonly value?: unknown;
}
