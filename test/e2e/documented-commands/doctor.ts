/** The doctor, as docs/operate.md has it: a ledger on the emulators, and a cloud that is stood in for. */
import { expect } from 'vitest';
import { PROJECT } from '../../google/deployed.ts';
import { serveDeployments } from '../stood-deployment.ts';
import type { Deployment } from './deployment.ts';
import type { BlockName } from './shell-blocks.ts';

const DOCTOR: BlockName = 'docs/operate.md > See whether everything is as it should be > 1';

/** Runs the document's command, and sees that nothing is wrong: else it ends badly. */
export async function expectInOrder({ shell }: Deployment): Promise<void> {
  const serving = await serveDeployments();
  const { google, env } = serving.deployment(shell.folder);
  const printed = await shell.run(DOCTOR, { ...env, PROJECT }).finally(serving.close);
  expect(printed).toMatch(/^ok\ttimers-of-live-jobs\teach has its timer: /m);
  expect(printed).toMatch(/^ok\tsubscriptions\t/m);
  expect(google.calls.length).toBeGreaterThan(30);
}
