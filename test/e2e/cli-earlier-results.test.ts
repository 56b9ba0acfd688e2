/** Results that are there when a list is sent again: they may be all that is left of what was found. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RealClock } from '../../local/clock.ts';
import { ORDINARY } from '../../local/misbehaviour.ts';
import { serve } from '../../local/serve.ts';
import { createEmbeddedStack } from '../../local/stacks/embedded-stack.ts';
import { BRISK } from '../../local/synthetic-repository/repository.ts';
import { SILENT } from '../../shared/telemetry/log-events.ts';
import { commandLine } from './command-line.ts';
import { type ServedGateway, serveEmbeddedGateway } from './embedded-gateway.ts';
import { waitFor } from './wait-for.ts';

const HEADER = 'id,firstName,lastName,company,tags';

const { run, file, text, rows, folder } = commandLine();

describe('a list that is sent again after the retention of the gateway', () => {
  const RETENTION_MS = 10_000;
  const clock = new RealClock();
  const stack = createEmbeddedStack({
    clock,
    timing: BRISK,
    misbehaviour: { ...ORDINARY, duplicated: 0, jitterMs: 5 },
    telemetry: SILENT,
    sweepEveryMs: 200,
    policy: { retentionMs: RETENTION_MS, maxAttempts: 1 },
  });
  let url: string;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const serving = await serve(stack.api, 0);
    url = `http://127.0.0.1:${serving.port}`;
    close = serving.close;
  });
  afterAll(async () => {
    stack.stop();
    clock.stop();
    await close();
  });

  const purged = (...requestIds: string[]) =>
    Promise.all(
      requestIds.map((requestId) =>
        waitFor(async () => {
          const job = (await (await fetch(`${url}/v1/jobs/${requestId}`)).json()) as {
            purgedAt: string | null;
          };
          return job.purgedAt ?? undefined;
        }),
      ),
    );

  it('has in its results what the old ones have, and says of the others that they are gone', async () => {
    const list = `${HEADER}\np-1,Ann,Lee,Acme,\np-2,Bob,Ray,Beta,synthetic.outcome=expired\n`;
    await file('late.csv', list);
    expect((await run('enrich', 'late.csv', '--yes', '--gateway', url)).code).toBe(0);
    const before = await rows('late.results.csv');
    expect(before).toMatchObject([
      { status: 'completed', verifiedCompany: expect.stringMatching(/\w/) },
      { status: 'canceled', reason: expect.stringMatching(/^JobExpireReason/) },
    ]);
    await purged('p-1_enrichMobile_1', 'p-2_enrichMobile_1');
    await file('late.csv', `${list}p-3,Cy,Day,Core,\n`);
    const again = await run('enrich', 'late.csv', '--yes', '--gateway', url, '--retry');
    expect(again).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /^Purged by the gateway: 2, of which 2 are as in the results before\nPurged without a result: 1; they cannot be retried/m,
      ),
    });
    const after = await rows('late.results.csv');
    expect(after.slice(0, 2)).toEqual(before);
    expect(after[2]).toMatchObject({ id: 'p-3', status: 'completed' });
    await run('enrich', 'late.csv', '--yes', '--gateway', url, '--out', 'elsewhere.csv');
    expect(await rows('elsewhere.csv')).toMatchObject([
      {
        status: 'completed',
        verifiedCompany: '',
        reason: expect.stringMatching(/^the details were purged on/),
      },
      {
        reason: expect.stringMatching(
          /^JobExpireReason; .*only requested anew under a new id, such as p-2-2$/,
        ),
      },
      {},
    ]);
    // The results as the list: what they have is nowhere else, either.
    await run('enrich', 'late.results.csv', '--yes', '--gateway', url, '--out', 'round.csv');
    expect((await rows('round.csv')).slice(0, 2)).toEqual(before);
  });
});

describe('a list of the same name in another folder', () => {
  let gateway: ServedGateway;
  beforeAll(async () => {
    gateway = await serveEmbeddedGateway();
  });
  afterAll(() => gateway.stop());

  it('does not take the place of the results, unless it is told to', async () => {
    for (const quarter of ['q1', 'q2']) {
      await mkdir(join(folder(), quarter));
      await writeFile(join(folder(), quarter, 'same.csv'), `${HEADER}\n${quarter},Ann,Lee,Acme,\n`);
    }
    const enrich = (...args: string[]) => run('enrich', ...args, '--yes', '--gateway', gateway.url);
    expect((await enrich('q1/same.csv')).code).toBe(0);
    const before = await text('same.results.csv');
    const other = await enrich('q2/same.csv');
    expect(other).toMatchObject({
      code: 2,
      stdout: expect.stringMatching(/same\.results\.csv\.partial; same\.results\.csv is as it was\.$/m),
      stderr: expect.stringMatching(
        /^same\.results\.csv is not replaced: the result on its line 2 is none .*--out/m,
      ),
    });
    expect(await text('same.results.csv')).toBe(before);
    expect((await enrich('q2/same.csv', '--out', 'q2.csv')).code).toBe(0);
    expect((await enrich('q2/same.csv', '--force')).code).toBe(0);
    expect(await text('same.results.csv')).toBe(await text('q2.csv'));
  });

  it('takes the place of invented results, which were never paid for', async () => {
    for (const quarter of ['q1', 'q2']) expect((await run('enrich', join(quarter, 'same.csv'))).code).toBe(0);
    expect(await rows('same.synthetic-results.csv')).toMatchObject([{ id: 'q2' }]);
  });
});
