/** Answers about webhooks, and what they mean. */
import type { Webhook, WebhookList, WebhookTest } from '../../../client/operator.ts';
import { CallError } from '../../connect.ts';

/**
 * @returns the webhooks; none of a gateway that has no function for them
 * @throws as the call does, for any other fault
 */
export async function webhooksOf(list: Promise<WebhookList>): Promise<readonly Webhook[]> {
  try {
    return (await list).webhooks;
  } catch (error) {
    if (error instanceof CallError && error.problem?.type.endsWith(':not-found')) return [];
    throw error;
  }
}

/** @returns whether the receiver takes results, and in a sentence what it answered */
export function pingInWords({ status, error }: Pick<WebhookTest, 'status' | 'error'>): {
  readonly isTaken: boolean;
  readonly says: string;
} {
  const isTaken = status !== null && status >= 200 && status < 300;
  const answered = `It answered ${status}${isTaken ? '' : ': results are taken with 2xx alone'}.`;
  return { isTaken, says: status === null ? `Nothing answered: ${error} (docs/webhooks.md).` : answered };
}
