/** Takes the dead letter of the smoke test's own message out of the subscription, and no other. */

import { nameOf } from '../deployment/deployment.ts';
import { GoogleRefusal } from '../google/google-refusal.ts';
import { acknowledge, pullMessages, release } from '../google/messages.ts';
import type { SmokeContext } from './check.ts';

const A_PULL = 100;
/** So many are looked through. Others are held meanwhile, so that a pull brings new ones. */
const MOST_PULLS = 10;
const BETWEEN_MS = 1_000;

/**
 * @param messageId of the message that was set aside
 * @returns whether it was found and removed. Others that were found are let go at once, as they were.
 * @throws GoogleRefusal
 */
export async function removeOwnDeadLetter(
  { google, deployment, clock, signal }: SmokeContext,
  messageId: string,
): Promise<boolean> {
  const name = { project: deployment.project, subscription: nameOf(deployment, 'dead-letters') };
  const others: string[] = [];
  try {
    for (let pulls = 0; pulls < MOST_PULLS && !signal.aborted; pulls += 1) {
      if (pulls > 0) await clock.sleep(BETWEEN_MS);
      const letters = await pullMessages(google, name, A_PULL);
      const { own = [], other = [] } = Object.groupBy(letters, ({ attributes }) =>
        attributes['originalMessageId'] === messageId ? 'own' : 'other',
      );
      others.push(...other.map(({ ackId }) => ackId));
      await acknowledge(
        google,
        name,
        own.map(({ ackId }) => ackId),
      );
      if (own.length > 0) return true;
    }
    return false;
  } finally {
    await release(google, name, others);
  }
}

/** @returns what is left behind, and how it is removed; undefined when nothing is */
export async function tidyUp(context: SmokeContext, messageId: string): Promise<string | undefined> {
  const { deployment } = context;
  const subscription = nameOf(deployment, 'dead-letters');
  const byHand =
    `the dead letter with the attribute originalMessageId=${messageId} stays in ${subscription}: acknowledge it ` +
    'as docs/operate.md says under "Redrive dead letters".';
  try {
    return (await removeOwnDeadLetter(context, messageId)) ? undefined : `Not found again: ${byHand}`;
  } catch (error) {
    if (!(error instanceof GoogleRefusal) || error.kind === 'not-found') throw error;
    return `${error.message}; ${byHand} ${error.remedy}`;
  }
}
