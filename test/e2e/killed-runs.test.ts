/** A run that ends at any moment: the results of before are there, or the new ones, whole. */
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { commandLine } from './command-line.ts';

const LEADS = 500;
const KILLS = 10;

const { start, run, file, text } = commandLine();

describe('enrich, killed', () => {
  it('leaves the old results or the new ones whole, whenever it is', async () => {
    const rows = Array.from({ length: LEADS }, (_, i) => `A${i},Ann,Lee ${i},Beta\n`);
    await file('long.csv', `id,firstName,lastName,company\n${rows.join('')}`);
    const begun = performance.now();
    expect(await run('enrich', 'long.csv', '--out', 'whole.csv')).toMatchObject({ code: 0 });
    const takesMs = performance.now() - begun;
    const whole = await text('whole.csv');
    await file('short.csv', 'id,firstName,lastName,company\nA0,Ann,Lee 0,Beta\n');
    expect(await run('enrich', 'short.csv', '--out', 'old.csv')).toMatchObject({ code: 0 });
    const old = await text('old.csv');
    const found: string[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      await file('results.csv', old);
      const { child, done } = start(['enrich', 'long.csv', '--out', 'results.csv']);
      const early = setTimeout((takesMs * 1.3 * kill) / (KILLS - 1)).then(() => child.kill('SIGKILL'));
      await done;
      await early;
      found.push(await text('results.csv'));
    }
    expect(found.filter((results) => results !== old && results !== whole)).toEqual([]);
    expect(found).toContain(old);
  });
});
