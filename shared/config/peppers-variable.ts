/** PERSON_PEPPERS: the secrets with which persons are keyed, the present one first. See docs/privacy.md. */
import * as z from 'zod';
import type { Pepper } from '../jobs/persons/peppers.ts';

/** Of them, as many are looked up in one query as identifiers of a person leave room for. */
const MOST = 5;

const HOW =
  'must be VERSION:SECRET, one or several between commas or on lines of their own, the present one first: a version ' +
  'of 1 to 8 letters and digits, a secret of 32 to 200 letters, digits and + / = _ -, such as openssl rand -base64 32 ' +
  'prints';

const PEPPER = /^([A-Za-z0-9]{1,8}):([A-Za-z0-9+/=_-]{32,200})$/;

export const PeppersSchema = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ''))
  .pipe(
    z
      .array(z.string().regex(PEPPER, HOW))
      .max(MOST, `takes at most ${MOST}: drop the oldest, whose records are purged by then`)
      .transform((parts) => parts.map(pepperOf)),
  )
  .refine(
    (peppers) => new Set(peppers.map(({ version }) => version)).size === peppers.length,
    'must give each secret a version of its own',
  );

function pepperOf(text: string): Pepper {
  const [, version = '', secret = ''] = PEPPER.exec(text) ?? [];
  return { version, secret };
}
