/** Answers about webhooks, and what they mean. */
import type { WebhookTest } from '../../../client/operator.ts';
import { CallError } from '../../connect.ts';

/**
 * @returns the list; undefined of a gateway that has no function for it
 * @throws as the list does, for any other fault
 */
export async function listOrNone<List>(list: Promise<List>): Promise<List | undefined> {
  try {
    return await list;
  } catch (error) {
    if (error instanceof CallError && error.status === 404) return undefined;
    throw error;
  }
}

/** By the codes that Node.js and the gateway give. */
const REMEDIES: ReadonlyMap<string, string> = new Map([
  ['ERR_IP_BLOCKED', 'its address is private, and not allowed (docs/webhooks.md)'],
  ['ENOTFOUND', 'its host is in no DNS that the gateway sees'],
  ['ECONNREFUSED', 'nothing listens there'],
  ['TIMEOUT', 'it has to answer within 15 s: answer first, work after'],
  ['not-a-secret', 'its secret is none, and nothing was posted'],
  ['ENOENT', 'its secret cannot be read, and nothing was posted'],
]);

/** @returns whether the receiver takes results, and in a sentence what it answered */
export function pingInWords({ status, error }: Pick<WebhookTest, 'status' | 'error'>): {
  readonly isTaken: boolean;
  readonly says: string;
} {
  if (status === null) {
    const remedy = REMEDIES.get(error ?? '') ?? 'see that its address is right, and can be reached';
    return { isTaken: false, says: `Nothing answered (${error}): ${remedy}.` };
  }
  if (status >= 200 && status < 300)
    return { isTaken: true, says: `It answered ${status}: it takes results.` };
  return { isTaken: false, says: `It answered ${status}: results are taken with 2xx alone.` };
}
