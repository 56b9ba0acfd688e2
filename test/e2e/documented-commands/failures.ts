/** The list of the latest failures, as docs/operate.md asks for it. */
import { expect } from 'vitest';
import { PAYLOAD, submission } from '../../fixtures.ts';
import { type Deployment, until } from './deployment.ts';
import type { BlockName } from './shell-blocks.ts';

const FAILURES: BlockName = 'docs/operate.md > Operating > 3';
const REQUEST_IDS = ['expired-1', 'expired-2'];

interface Page {
  readonly jobs: readonly { readonly requestId: string; readonly updatedAt: string }[];
}

/** Has two jobs fail, and sees that the document's commands list them, the latest first. */
export async function expectFailuresListed(
  deployment: Deployment,
  submit: (json: object) => Promise<unknown>,
): Promise<void> {
  await failTwice(deployment, submit);
  for (const { jobs } of await listedFailures(deployment)) {
    const times = jobs.map(({ updatedAt }) => updatedAt);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(JSON.stringify(jobs)).toMatch(/"expired-.+"canceled\/JobExpireReason".+"expired-/);
  }
}

/** Has two jobs expire, and waits until their results are delivered: they change no more. */
async function failTwice(deployment: Deployment, submit: (json: object) => Promise<unknown>): Promise<void> {
  const payload = { ...PAYLOAD, tags: [{ name: 'synthetic.outcome', value: 'expired' }] };
  await Promise.all(REQUEST_IDS.map((requestId) => submit(submission(requestId, { payload }))));
  const isDelivered = async (requestId: string) =>
    typeof (await deployment.job(requestId))?.deliveredAt === 'string';
  await until(
    async () => (await Promise.all(REQUEST_IDS.map(isDelivered))).every(Boolean),
    (all) => all,
  );
}

/** @returns what each of the document's commands prints */
async function listedFailures({ shell }: Deployment): Promise<Page[]> {
  // npm says before each of them what it runs.
  const printed = (await shell.run(FAILURES)).replaceAll(/^> .*$/gm, '').replace(/\]\s*\[/, '],[');
  const lists: Page['jobs'][] = JSON.parse(`[${printed}]`);
  return lists.map((jobs) => ({ jobs }));
}
