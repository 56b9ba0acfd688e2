/** A run against Modigie that is killed again and again: nothing is lost, and nothing is paid twice. */
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { BRISK } from '../../local/synthetic-repository/repository.ts';
import { fractionOf } from '../../shared/jobs/hash.ts';
import { commandLine } from './command-line.ts';
import { type EmulatedModigie, startModigie } from './modigie-on-emulator.ts';

const emulators = inject('emulators');
const LEADS = 500;
const KILLS = 20;
/** How long (ms) a run may go on before it is killed, at least and at most. */
const SHORTEST = 400;
const LONGEST = 2_500;
/** So that the list takes longer than all killed runs together. */
const SLOW = { ...BRISK, dispatchesPerSecond: 40 };
const HEADER = 'id,firstName,lastName,company,linkedInUrl,tags';

/** Some fail at first, and are sent again; some are refused. */
function leadOf(i: number): string {
  const outcome = i % 25 === 3 ? 'fail-first:1' : i % 25 === 7 ? 'rejected' : '';
  const tags = outcome && `synthetic.outcome=${outcome}`;
  return `k${i},${i % 2 ? 'Ann' : 'Zoe'},Lee ${i},Acme,https://linkedin.com/in/ann-${i},${tags}`;
}

describe.skipIf(!emulators)('enrich --config, killed', () => {
  const env = { PUBSUB_EMULATOR_HOST: emulators?.PUBSUB_EMULATOR_HOST ?? '' };
  const { start, file, text } = commandLine();
  let disturbed: EmulatedModigie;
  let undisturbed: EmulatedModigie;
  beforeAll(async () => {
    disturbed = await startModigie(env.PUBSUB_EMULATOR_HOST, SLOW);
    undisturbed = await startModigie(env.PUBSUB_EMULATOR_HOST);
  });
  afterAll(() => Promise.all([disturbed.stop(), undisturbed.stop()]));

  /** Short, as the work of this test is: what a killed run has begun is taken up soon. */
  const policy = {
    grace: { baseMs: 1_000, capMs: 5_000 },
    // The emulator gives answers that a killed run had to the next one a minute later, or more.
    silence: { baseMs: 10_000, capMs: 10_000 },
    retries: [{ status: 'failed', reasonTypes: 'any', backoff: { baseMs: 1, capMs: 1 } }],
  };

  it('loses nothing and pays nothing twice: its results are those of a run that nobody disturbed', async () => {
    await file(
      'leads.csv',
      `${[HEADER, ...Array.from({ length: LEADS }, (_, i) => leadOf(i))].join('\n')}\n`,
    );
    const run = async (name: string, { given }: EmulatedModigie) => {
      const config = await file(
        `${name}.json`,
        JSON.stringify({ ...given, ledger: `${name}.sqlite`, policy }),
      );
      return start(['enrich', 'leads.csv', '--config', config, '--yes', '--out', `${name}.csv`], env);
    };
    for (let kill = 0; kill < KILLS; kill += 1) {
      const { child, done } = await run('killed', disturbed);
      await setTimeout(SHORTEST + fractionOf(`kill-${kill}`) * (LONGEST - SHORTEST));
      child.kill('SIGKILL');
      expect((await done).code).toBeNull();
    }
    const last = await (await run('killed', disturbed)).done;
    const whole = await (await run('whole', undisturbed)).done;
    expect([last.code, whole.code, last.stderr, whole.stderr]).toEqual([
      0,
      0,
      expect.not.stringContaining('!'),
      expect.not.stringContaining('!'),
    ]);
    expect(await text('killed.csv')).toBe(await text('whole.csv'));
    expect(disturbed.repository.completedIds().toSorted()).toEqual(
      undisturbed.repository.completedIds().toSorted(),
    );
  }, 300_000);
});
