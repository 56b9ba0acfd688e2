/** May an account do something with a topic or a subscription? Pub/Sub is asked, and nothing is done. */
import * as z from 'zod';
import type { PubSubAnswer, PubSubCall } from './pubsub-call.ts';

/**
 * `denied`: it may not, or Pub/Sub does not tell it that there is such a thing. `not-taken`: Pub/Sub takes no
 * token of the account.
 */
export type Standing = 'granted' | 'denied' | 'missing' | 'not-taken';

/** Pub/Sub answers with a fault that no case here fits; `message` has its name, and its own words. */
export class OddAnswerError extends Error {
  readonly code = 'odd-answer';
  constructor({ status, fault, told }: PubSubAnswer) {
    super([`${status} ${fault}`.trim(), told].filter((part) => part !== '').join(': '));
  }
}

const AllowedSchema = z.object({ permissions: z.array(z.string()).default([]) });

/**
 * By `testIamPermissions`, which everybody may call. Of a thing that is not there it has no permissions, says
 * Google, or does not find it.
 * https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.topics/testIamPermissions
 * @param name full name of a topic or subscription
 * @throws NotReachedError, OddAnswerError
 */
export async function standingOn(call: PubSubCall, name: string, permission: string): Promise<Standing> {
  const path = pathOf(name);
  const answer = await call(`${path}:testIamPermissions`, { permissions: [permission] });
  // An emulator knows no permissions: what is there may be used.
  if (answer.status === 501) return (await isThere(call, path)) ? 'granted' : 'missing';
  if (answer.status !== 200) return refusedAs(answer);
  if (AllowedSchema.parse(answer.body).permissions.includes(permission)) return 'granted';
  return (await isThere(call, path)) ? 'denied' : 'missing';
}

/** @returns the path of its calls: a name may have any character that a segment has to escape */
export function pathOf(name: string): string {
  return name.split('/').map(encodeURIComponent).join('/');
}

/** Where that is not told either, it counts as there. */
async function isThere(call: PubSubCall, path: string): Promise<boolean> {
  return (await call(path)).status !== 404;
}

/** A project whose API is off, or that does not pay for the call, is no matter of permissions. */
const OTHER_REASONS = ['SERVICE_DISABLED', 'USER_PROJECT_DENIED', 'CONSUMER_INVALID', 'BILLING_DISABLED'];

function refusedAs(answer: PubSubAnswer): Standing {
  if (answer.reasons.some((reason) => OTHER_REASONS.includes(reason))) throw new OddAnswerError(answer);
  if (answer.status === 404) return 'missing';
  if (answer.status === 403) return 'denied';
  if (answer.status === 401) return 'not-taken';
  throw new OddAnswerError(answer);
}
