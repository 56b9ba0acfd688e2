/**
 * The caller of a function of the API, by the identity token that Cloud Run has held against IAM before the
 * function saw the request (docs/configuration.md, "Callers by name").
 */
import { type Teams, teamOfCaller } from '../jobs/teams.ts';
import type { Caller } from '../use-cases/caller.ts';
import { ISSUERS, readToken } from './caller-token.ts';
import type { Headers, HttpHandler } from './http.ts';

/** Where it is given, Cloud Run checks this one, and the other not at all. */
const CHECKED_FIRST = 'x-serverless-authorization';

/** An address without white space and control characters, as long as RFC 5321 §4.5.3.1 allows. */
const EMAIL = /^[^@\s\p{Cc}\p{Cf}]{1,64}@[^@\s\p{Cc}\p{Cf}]{1,255}$/u;

/** Variables in which Cloud Run and Terraform tell where a function runs (docs/configuration.md). */
interface Surroundings {
  readonly K_SERVICE?: string | undefined;
  readonly INVOKERS?: 'named' | 'everybody' | undefined;
  readonly TEAMS: Teams;
}

/**
 * @returns the handler, told who calls where the function runs on Cloud Run, and IAM lets in named callers
 * alone. Anywhere else nobody has checked the tokens, and whatever they say is not believed
 */
export function naming(handler: HttpHandler, { K_SERVICE, INVOKERS, TEAMS }: Surroundings): HttpHandler {
  const isChecked = K_SERVICE !== undefined && INVOKERS === 'named';
  return isChecked ? (request) => handler({ ...request, caller: callerOf(request.headers, TEAMS) }) : handler;
}

function callerOf(headers: Headers, teams: Teams): Caller {
  const email = emailOf(headers);
  return { email, team: teamOfCaller(teams, email) };
}

/**
 * @param headers of a request whose token has been checked: of the token's signature, audience and times
 * nothing is left to be looked at. A service account may sign a token of its own, and put any e-mail into it;
 * Google issues none whose e-mail it has not verified
 */
function emailOf(headers: Headers): Caller['email'] {
  const token = readToken(headers[CHECKED_FIRST] ?? headers['authorization']);
  if (typeof token === 'string') return null;
  const { iss, email = '', email_verified } = token.claims;
  const isVerified = ISSUERS.includes(iss) && email_verified === true && EMAIL.test(email);
  return isVerified ? email.toLowerCase() : null;
}
