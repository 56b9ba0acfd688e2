import { expect, it } from 'vitest';
import { readSecrets } from '../../../../shared/webhooks/webhook-secret.ts';
import { commandLine } from '../../../e2e/command-line.ts';

const { run } = commandLine();

it('webhooks new-secret prints another secret each time, alone, and beside it what to do with it', async () => {
  const [one, other] = [await run('webhooks', 'new-secret'), await run('webhooks', 'new-secret')];
  expect(one).toMatchObject({ code: 0, stderr: expect.stringContaining('gcloud secrets create') });
  expect(readSecrets(one.stdout)[0]).toHaveLength(32);
  expect(one.stdout).toMatch(/^whsec_\S{44}\n$/);
  expect(other.stdout).not.toBe(one.stdout);
});
