/** TEAMS: who belongs to which team, and so sees and requests its jobs alone. */
import * as z from 'zod';
import type { Team, Teams } from '../jobs/teams.ts';

const EVERY = '*';
const TAG = /^[^=]+=./;

/** Tags of a person's choice, each with the e-mails of its callers; under `*` those of every team. */
export const TeamsSchema = z
  .record(
    z.string(),
    z.array(
      z
        .string()
        .regex(/^[^@\s]+@[^@\s]+$/, 'must be the e-mail address of a person or a service account')
        .transform((email) => email.toLowerCase()),
    ),
  )
  .superRefine((teams, issues) => {
    const known = new Map<string, string>();
    for (const [team, emails] of Object.entries(teams)) {
      if (team !== EVERY && !TAG.test(team))
        issues.addIssue({
          code: 'custom',
          path: [team],
          message: 'must be a tag, name=value, or * for every team',
        });
      for (const [i, email] of emails.entries()) {
        const other = known.get(email);
        if (other !== undefined)
          issues.addIssue({
            code: 'custom',
            path: [team, i],
            message: `is in ${JSON.stringify(other)} already: a caller has one team, or * for every team`,
          });
        known.set(email, team);
      }
    }
  })
  .transform(
    (teams): Teams => ({
      tags: new Set(Object.keys(teams).filter((team) => team !== EVERY)),
      members: new Map(
        Object.entries(teams).flatMap(([team, emails]) =>
          emails.map((email) => [email, (team === EVERY ? 'every' : team) as Team] as const),
        ),
      ),
    }),
  )
  .refine(({ tags }) => tags.size > 0, 'must have a team besides *: name its tag, or leave TEAMS out');

export const TEAMS_BY_NAME =
  'must be named where TEAMS is set: a caller has a team by its e-mail, which IAM has to have checked; grant ' +
  'the function to named callers, or leave TEAMS out';
