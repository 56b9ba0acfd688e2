import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { redriveLetters } from '../../../../cli/dead/redrive-letters.ts';
import { UserError } from '../../../../cli/output/user-error.ts';
import { PublishError } from '../../../../shared/ports/errors.ts';
import { TOPICS } from '../../../fixtures.ts';
import { BAD, GOOD, letters } from './letters.ts';

const folder = await mkdtemp(join(tmpdir(), 'dead-'));
afterAll(() => rm(folder, { recursive: true }));

describe('dead redrive', () => {
  it('sends what may go, and says of each what became of it', async () => {
    const { call, ids, gateway, rows } = await letters([GOOD, BAD]);
    const some = [...ids, ids[0] ?? '', 'f'.repeat(24)];
    expect(await redriveLetters({ ...call, ask: undefined }, some, { yes: true, reason: 'mended' })).toBe(5);
    expect(rows()).toEqual([
      `${ids[0]}\tredriven\t\tmsg-1`,
      `${ids[1]}\trefused\tstill-invalid\t`,
      `${'f'.repeat(24)}\tnot-found\t\t`,
    ]);
    expect(call.told.join('\n')).toContain(`${ids[1]}: /payload is required: give an object`);
    expect(gateway.published.to(TOPICS.intake)).toHaveLength(1);
    const { entries } = await gateway.audit.list({ filter: {}, limit: 9 });
    expect(entries.map(({ reason, target }) => [reason, target])).toEqual([
      ['mended', ids[0]],
      ['mended', ids[0]],
    ]);
  });

  it('asks before, and does nothing without a yes', async () => {
    const { call, ids, gateway, says, questions } = await letters([GOOD]);
    expect(await redriveLetters({ ...call, ask: says(false) }, ids, {})).toBe(1);
    await expect(redriveLetters({ ...call, ask: undefined }, ids, {})).rejects.toThrow(UserError);
    expect(gateway.published.sent).toEqual([]);
    expect(await redriveLetters({ ...call, ask: says(true) }, ids, {})).toBe(0);
    expect(questions).toEqual(
      Array(2).fill('Redrive 1 dead letter, of which submissions may be charged? [y/N] '),
    );
    expect(await redriveLetters({ ...call, ask: says(true) }, ids, {})).toBe(1);
  });

  it('tells with --dry-run what would become of each, and changes nothing', async () => {
    const { call, ids, gateway, rows } = await letters([GOOD, BAD]);
    expect(await redriveLetters({ ...call, ask: undefined }, ids, { dryRun: true })).toBe(0);
    expect(rows()).toEqual([`${ids[0]}\tredrivable\t\t`, `${ids[1]}\trefused\tinvalid\t`]);
    expect(call.told).toContain(`${ids[1]}: still invalid at /payload: is required: give an object`);
    for (const one of [ids[1] ?? '', 'f'.repeat(24)])
      expect(await redriveLetters({ ...call, ask: undefined }, [one], { dryRun: true })).toBe(0);
    expect(gateway.published.sent).toEqual([]);
  });

  it('sends the bytes of a file instead, of one letter', async () => {
    const { call, ids, gateway } = await letters([BAD, BAD]);
    const [first = ''] = ids;
    const edit = join(folder, 'mended.json');
    const bytes = Buffer.from(`${GOOD}${' '.repeat(20_000)}é`.replace('é', '\n'));
    await writeFile(edit, bytes);
    expect(await redriveLetters({ ...call, ask: undefined }, [first], { edit, yes: true })).toBe(0);
    expect(gateway.published.to(TOPICS.intake)[0]?.message.data).toEqual(bytes);
    const several = redriveLetters({ ...call, ask: undefined }, ids, { edit, yes: true });
    await expect(several).rejects.toThrow('one dead letter');
    const none = redriveLetters({ ...call, ask: undefined }, [first], {
      edit: join(folder, 'none'),
      yes: true,
    });
    await expect(none).rejects.toThrow('cannot be read (ENOENT)');
  });

  it('sends with --force what would be set aside again', async () => {
    const { call, ids, gateway } = await letters([BAD]);
    expect(await redriveLetters({ ...call, ask: undefined }, ids, { force: true, yes: true })).toBe(0);
    expect(gateway.published.to(TOPICS.intake)).toHaveLength(1);
  });

  it('ends when the gateway goes away, with all that is known written', async () => {
    const { call, ids, gateway, rows } = await letters([GOOD, BAD, GOOD]);
    const { publish } = gateway.published;
    let published = 0;
    Object.assign(gateway.published, {
      publish: (...args: Parameters<typeof publish>) => {
        published += 1;
        if (published > 1) throw new PublishError('unavailable', 'down');
        return publish.apply(gateway.published, args);
      },
    });
    const options = { force: true, yes: true };
    await expect(redriveLetters({ ...call, ask: undefined }, ids, options)).rejects.toThrow('503');
    expect(rows()).toEqual([
      `${ids[0]}\tredriven\t\tmsg-1`,
      `${ids[1]}\tunknown\t\t`,
      `${ids[2]}\tnot-tried\t\t`,
    ]);
  });
});
