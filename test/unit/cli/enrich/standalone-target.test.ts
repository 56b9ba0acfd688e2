import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { dirname } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { standalone } from '../../../../cli/enrich/standalone-target.ts';
import { UserError } from '../../../../cli/output/user-error.ts';
import { parseStandaloneConfig } from '../../../../shared/config/standalone-config.ts';
import { newPath } from '../../../ledger-files.ts';

function configAt(ledger: string) {
  const config = parseStandaloneConfig(
    JSON.stringify({
      repositoryId: 'repository-1',
      jobTypes: { enrichMobile: { topic: 'projects/modigie/topics/enrich-mobile' } },
      responseSubscriptions: ['projects/modigie/subscriptions/responses'],
      port: 8123,
    }),
  );
  return { ...config, ledger };
}

const LOOK = { isToBegin: false, signal: new AbortController().signal };

describe('a gateway of one machine that a list is sent to', () => {
  it('tells from its ledger, before anything is sent, and lets go of it', async () => {
    const config = configAt(newPath());
    for (let times = 0; times < 2; times += 1) {
      const target = await standalone(config, LOOK);
      expect((await target.client.jobs.count()).byStatus).toEqual({});
      await target.stop();
    }
  });

  it('is refused while another one has the ledger, which a list can be sent through', async () => {
    const config = configAt(newPath());
    const first = await standalone(config, LOOK);
    const second = standalone(config, LOOK);
    await expect(second).rejects.toThrow(UserError);
    await expect(second).rejects.toThrow(
      /is in use: .* --gateway http:\/\/127\.0\.0\.1:8123 instead of --config\.$/s,
    );
    await first.stop();
  });

  it('is refused where its folder is not there', async () => {
    const config = configAt(`${dirname(newPath())}/nowhere/ledger.sqlite`);
    await expect(standalone(config, LOOK)).rejects.toThrow(/^The ledger .* folder/);
  });

  it('lets go of its ledger when it is ended while it looks at a wire that does not answer', async () => {
    // It takes connections, and says nothing.
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    vi.stubEnv('PUBSUB_EMULATOR_HOST', `127.0.0.1:${port}`);
    const config = configAt(newPath());
    const ending = new AbortController();
    const target = standalone(config, { isToBegin: true, signal: ending.signal });
    await once(silent, 'connection');
    ending.abort();
    await expect(target).rejects.toBe(ending.signal.reason);
    await (await standalone(config, LOOK)).stop();
    vi.unstubAllEnvs();
    silent.close();
  });
});
