import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
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

describe('a gateway of one machine that a list is sent to', () => {
  it('tells from its ledger, before anything is sent, and lets go of it', async () => {
    const config = configAt(newPath());
    for (let times = 0; times < 2; times += 1) {
      const target = await standalone(config, { isToBegin: false });
      expect((await target.client.jobs.count()).byStatus).toEqual({});
      await target.stop();
    }
  });

  it('is refused while another one has the ledger, which a list can be sent through', async () => {
    const config = configAt(newPath());
    const first = await standalone(config, { isToBegin: false });
    const second = standalone(config, { isToBegin: false });
    await expect(second).rejects.toThrow(UserError);
    await expect(second).rejects.toThrow(
      /is in use: .* --gateway http:\/\/127\.0\.0\.1:8123 instead of --config\.$/s,
    );
    await first.stop();
  });

  it('is refused where its folder is not there', async () => {
    const config = configAt(`${dirname(newPath())}/nowhere/ledger.sqlite`);
    await expect(standalone(config, { isToBegin: false })).rejects.toThrow(/^The ledger .* folder/);
  });
});
