import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkLedger } from '../../../../../cli/standalone/files/check-ledger.ts';
import { parseStandaloneConfig } from '../../../../../shared/config/standalone-config.ts';
import { newPath, openLedger } from '../../../../ledger-files.ts';
import { GOOD_STANDALONE } from '../../../config/good-standalone.ts';

const check = (ledger: string) =>
  checkLedger(
    parseStandaloneConfig(JSON.stringify({ ...GOOD_STANDALONE, ledger, repositoryId: 'repository-1' })),
  );
const ofLedger = async (ledger: string) =>
  (await check(ledger)).findings.filter((finding) => finding.check === 'ledger');

describe('the ledger of a standalone gateway', () => {
  it('is in order when it is whole, or not made yet', async () => {
    const path = newPath();
    expect(await ofLedger(path)).toEqual([
      expect.objectContaining({
        state: 'ok',
        seen: `there is no ledger ${path} yet: the first start makes it`,
      }),
    ]);
    openLedger(path).close();
    expect(await ofLedger(path)).toEqual([
      expect.objectContaining({
        state: 'ok',
        seen: expect.stringMatching(/is whole: 0 jobs, \d\.\d MiB, version \d+$/),
      }),
    ]);
  });

  it('has a disk that is looked at as well', async () => {
    expect((await check(newPath())).findings.map((finding) => finding.check)).toEqual(['ledger', 'disk']);
  });

  it('of another repository, or where there is no folder, is told of with what to do', async () => {
    const path = newPath();
    openLedger(path, 'another').close();
    expect(await ofLedger(path)).toEqual([
      expect.objectContaining({
        state: 'wrong',
        seen: 'the ledger cannot be opened',
        actual: 'other-repository',
        fix: expect.stringContaining(`The ledger ${path} belongs to the repository another`),
      }),
    ]);
    const { findings } = await check(join(path, 'no', 'ledger.sqlite'));
    expect(findings).toEqual([expect.objectContaining({ state: 'wrong', actual: 'no-folder' })]);
  });

  it('that another process has is that one’s to tell of', async () => {
    const path = newPath();
    openLedger(path);
    expect(await check(path)).toMatchObject({ isInUse: true });
  });

  it('that others may read is warned of: it holds data of persons', async () => {
    const path = newPath();
    openLedger(path).close();
    chmodSync(path, 0o644);
    expect(await ofLedger(path)).toEqual([
      expect.objectContaining({ state: 'ok' }),
      expect.objectContaining({ state: 'warning', fix: `chmod 600 ${path}` }),
    ]);
  });
});
