/** A gateway that stays up, and the command line that sends lists to it. */
import { describe, expect, it } from 'vitest';
import { commandLine } from './command-line.ts';
import { waitFor } from './wait-for.ts';

const HEADER = 'id,firstName,lastName,company,tags';

const { start, run: cli, file, rows } = commandLine();

describe('dev', () => {
  it('serves the gateway: the same file sent twice requests nothing twice; an interrupted run goes on; it ends cleanly', async () => {
    const dev = start(['dev', '--port', '0']);
    const url = await waitFor(() => /at (http:\S+)/.exec(dev.output.stdout)?.[1]);
    const many = Array.from({ length: 40 }, (_, i) => `${i},Ann,Lee,Acme,`);
    await file('many.csv', `${[HEADER, ...many, 's,Ann,Lee,Acme,synthetic.outcome=silent'].join('\n')}\n`);

    const interrupted = start(['enrich', 'many.csv', '--yes', '--gateway', url, '--out', 'many-1.csv']);
    // The silent lead is the last: all others are written before it ends.
    await waitFor(async () =>
      (await rows('many-1.csv.partial').catch(() => [])).length >= 40 ? true : undefined,
    );
    interrupted.child.kill('SIGINT');
    expect(await interrupted.done).toMatchObject({
      code: 130,
      stdout: expect.stringMatching(/^Interrupted\. .* goes on\.$/m),
    });

    const counts = async () => (await fetch(`${url}/v1/jobs:count`)).json();
    const before = await counts();
    await file('few.csv', `${[HEADER, ...many].join('\n')}\n`);
    const again = await cli('enrich', 'few.csv', '--yes', '--gateway', url, '--out', 'many-2.csv');
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('Charged now: 0, before: 40\n')]);
    expect(await rows('many-2.csv')).toEqual((await rows('many-1.csv.partial')).slice(0, 40));
    expect(await counts()).toEqual(before);
    expect((await cli('status', '--gateway', url)).stdout).toMatch(/completed\s+40/);
    expect(JSON.parse((await cli('status', '0_enrichMobile_1', '--gateway', url)).stdout)).toMatchObject({
      status: 'completed',
    });

    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    dev.child.kill('SIGTERM');
    expect(await dev.done).toMatchObject({ code: 0, stdout: expect.stringContaining('Stopped.') });
    expect(dev.output.stderr).not.toMatch(/Ann|Acme/);
  });
});
