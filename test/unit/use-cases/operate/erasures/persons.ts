/** A person, and what is submitted about them. */

import { deadLetter } from '../../../../../shared/use-cases/dead-letter.ts';
import { prepareErasure } from '../../../../../shared/use-cases/operate/erasures/prepare-erasure.ts';
import { runErasure } from '../../../../../shared/use-cases/operate/erasures/run-erasure.ts';
import type { TestGateway } from '../../../../fixtures.ts';
import { PAYLOAD, received, submission } from '../../../../fixtures.ts';

export const EMAIL = 'ingrid@hollander.example';

export function about(requestId: string, email = EMAIL) {
  const payload = { ...PAYLOAD, emailAddresses: [{ emailAddress: { userFormat: email } }] };
  return submission(requestId, { payload });
}

export const BY_EMAIL = {
  identifiers: [{ kind: 'email', text: EMAIL }],
  requestIds: [],
  reason: 'DSR-1',
} as const;

/** Prepares an erasure, and runs it. */
export async function erase(gateway: TestGateway, asked: Parameters<typeof prepareErasure>[1] = BY_EMAIL) {
  const prepared = await prepareErasure(gateway, asked, { isDry: false });
  if (prepared.kind !== 'prepared') throw new Error(prepared.kind);
  const result = await runErasure(gateway, prepared.erasure.id);
  if (result.kind !== 'done' && result.kind !== 'incomplete') throw new Error(result.kind);
  return result;
}

/** Sets a submission aside, as one that cannot be taken in. */
export async function setAside(gateway: TestGateway, job: object): Promise<void> {
  await deadLetter(gateway, received(JSON.stringify(job)), { source: 'intake-jobs', reason: 'over-budget' });
}
