import { access, symlink } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { openOutputs } from '../../../../cli/enrich/outputs.ts';
import { columnsOf } from '../../../../cli/lists/columns.ts';
import type { List } from '../../../../cli/lists/open-list.ts';
import { done, skipped } from './enriched.ts';
import { inFolder } from './in-folder.ts';

const { at, file, text } = inFolder();
const OPTIONS = { force: false, excel: false };

/** A list with these columns. */
const listOf = (header: readonly string[], separator = ','): List => ({
  header,
  columns: columnsOf(header),
  separator,
  size: 0,
  rows: Readable.from([]),
  notes: [],
});
const LIST = listOf(['id', 'firstName']);
const COMPLETED = done({});
const SKIPPED = skipped({ reason: 'id is blank', id: undefined }, 3);

const linesOf = async (name: string) => (await text(name)).trimEnd().split('\n');

describe('the files of a run', () => {
  it('are results with every row, and rejects with those to correct', async () => {
    const options = { ...OPTIONS, out: at('results.csv'), rejects: at('rejects.csv') };
    const outputs = await openOutputs(at('leads.csv'), LIST, options);
    await outputs.write([COMPLETED]);
    await outputs.write([SKIPPED]);
    await outputs.finish();
    const results = await linesOf('results.csv');
    expect(results[0]).toMatch(/^id,firstName,requestId,status,attempts,.*,reason$/);
    expect(results.slice(1)).toEqual([
      expect.stringMatching(/^7,Ann,7_enrichMobile_1,completed,1,/),
      expect.stringMatching(/^7,Ann,,skipped,,.*,line 3: id is blank$/),
    ]);
    expect(await text('rejects.csv')).toBe('id,firstName,modigie_reason\n7,Ann,line 3: id is blank\n');
    expect(await outputs.told()).toBe(`Results: ${at('results.csv')}\nTo correct: ${at('rejects.csv')}\n`);
  });

  it('have the separator of the list, and the columns of an earlier round replaced', async () => {
    const list = listOf(['id', 'requestId', 'status', 'attempts', 'modigie_reason', 'firstName'], ';');
    const outputs = await openOutputs(at('leads.csv'), list, {
      ...OPTIONS,
      out: at('again.csv'),
      rejects: at('again-rejects.csv'),
    });
    const row = { line: 3, lastLine: 3, bytes: 0, cells: ['7', 'old', 'old', 'old', 'old', 'Ann'] };
    await outputs.write([{ ...SKIPPED, row }]);
    await outputs.finish();
    expect((await linesOf('again.csv'))[0]).toMatch(/^id;firstName;requestId;status;/);
    expect((await linesOf('again.csv'))[1]).toMatch(/^7;Ann;;skipped;/);
    expect(await text('again-rejects.csv')).toBe('id;firstName;modigie_reason\n7;Ann;line 3: id is blank\n');
  });

  it('are files of rejects even where there are none, so that old ones are not taken for them', async () => {
    await file('old-rejects.csv', 'id,modigie_reason\n1,line 2: old\n');
    const options = { ...OPTIONS, out: at('good.csv'), rejects: at('old-rejects.csv') };
    const outputs = await openOutputs(at('leads.csv'), LIST, options);
    await outputs.write([COMPLETED]);
    await outputs.finish();
    expect(await text('old-rejects.csv')).toBe('id,firstName,modigie_reason\n');
  });

  it('are told of as they are when a run is broken off: what is finished is beside the old results', async () => {
    await file('broken.csv', 'requestId,status,attempts\n');
    const options = { ...OPTIONS, out: at('broken.csv'), rejects: at('broken-rejects.csv') };
    const outputs = await openOutputs(at('leads.csv'), LIST, options);
    await outputs.write([SKIPPED]);
    expect(await outputs.told()).toBe(
      `What was finished is in ${at('broken.csv.partial')} and ${at('broken-rejects.csv.partial')}; ` +
        `${at('broken.csv')} is as it was.\n`,
    );
    expect(await text('broken.csv')).toBe('requestId,status,attempts\n');
    await expect(access(at('broken-rejects.csv'))).rejects.toThrow('ENOENT');
  });

  it('leave old results that are none of the new ones where they are, and say what to do', async () => {
    const old = `id,requestId,status,attempts\n1,1_x,failed,1\n7,7_enrichMobile_1,completed,1\n8,8_x,completed,1\n`;
    await file('old.csv', old);
    const options = { ...OPTIONS, out: at('old.csv') };
    const outputs = await openOutputs(at('leads.csv'), LIST, options);
    await outputs.write([COMPLETED]);
    await expect(outputs.finish()).rejects.toThrow(
      `${at('old.csv')} is not replaced: the result on its line 4 is none of the new ones. It is of another ` +
        'list, or of a row that was changed or left out since. Give the same command with --out and another file',
    );
    expect(await outputs.told()).toBe(
      `What was finished is in ${at('old.csv.partial')}; ${at('old.csv')} is as it was.\n`,
    );
    expect(await text('old.csv')).toBe(old);
    const none = await openOutputs(at('leads.csv'), LIST, options);
    await expect(none.finish()).rejects.toThrow(
      'the result on its line 3 and 1 other are none of the new ones',
    );
    for (const may of [{ force: true }, { isInvented: true }]) {
      await file('old.csv', old);
      const replacing = await openOutputs(at('leads.csv'), LIST, { ...options, ...may });
      await replacing.write([COMPLETED]);
      await replacing.finish();
      expect(await linesOf('old.csv')).toHaveLength(2);
    }
  });

  it('have what the gateway has purged from the old results, also in rejects and to be counted', async () => {
    const header = 'id,requestId,status,attempts,mobile,reason';
    await file('kept.csv', `${header}\n7,7_enrichMobile_1,rejected,1,+1 303,as before\n`);
    const options = { ...OPTIONS, out: at('kept.csv'), rejects: at('kept-rejects.csv'), force: true };
    const outputs = await openOutputs(at('leads.csv'), LIST, options);
    const purged = done({ status: 'rejected', purgedAt: '2026-03-01T08:30:00Z' });
    expect(await outputs.write([purged])).toMatchObject([{ kept: { mobile: '+1 303' } }]);
    await outputs.finish();
    expect((await linesOf('kept.csv'))[1]).toMatch(/,\+1 303,.*,as before$/);
    expect((await linesOf('kept-rejects.csv'))[1]).toMatch(/line 2: as before \(the corrected row/);
  });

  it('are no rejects in the place of results, unless they are to be replaced', async () => {
    const old = 'id,requestId,status,attempts\n7,7_enrichMobile_1,completed,1\n';
    await file('paid.csv', old);
    const options = { ...OPTIONS, out: at('beside.csv'), rejects: at('paid.csv') };
    await expect(openOutputs(at('leads.csv'), LIST, options)).rejects.toThrow(
      `--rejects ${at('paid.csv')} has results: name another file, or let it be replaced with --force.`,
    );
    expect(await text('paid.csv')).toBe(old);
    await openOutputs(at('leads.csv'), LIST, { ...options, force: true });
  });

  it('are none, and nothing is told of them, when a run is broken off before anything is finished', async () => {
    const outputs = await openOutputs(at('leads.csv'), LIST, { ...OPTIONS, out: at('none.csv') });
    expect(await outputs.told()).toBe('');
    await expect(access(at('none.csv.partial'))).rejects.toThrow('ENOENT');
  });

  it('are never the same file twice', async () => {
    await file('same.csv', 'requestId,status,attempts\n');
    await symlink(at('same.csv'), at('same-link.csv'));
    for (const [out, rejects] of [
      ['same.csv', 'same.csv'],
      ['same.csv', 'same-link.csv'],
      ['not-there.csv', './not-there.csv'],
    ] as const)
      await expect(
        openOutputs(at('leads.csv'), LIST, { ...OPTIONS, out: at(out), rejects: at(rejects) }),
      ).rejects.toThrow('--rejects and --out are the same file');
  });

  it('are never the list', async () => {
    const input = await file('leads.csv', 'id,firstName\n7,Ann\n');
    for (const options of [{ out: input }, { out: at('other.csv'), rejects: input }])
      await expect(openOutputs(input, LIST, { ...OPTIONS, ...options })).rejects.toThrow(
        'is the list itself',
      );
  });

  it('know whether standard output is one of them, which then is for nothing else', async () => {
    const onStdout = async (out: string, rejects?: string) =>
      (await openOutputs(at('leads.csv'), LIST, { ...OPTIONS, out, rejects })).isOnStdout;
    expect(await onStdout('-', at('rejects-of-stdout.csv'))).toBe(true);
    expect(await onStdout(at('results-of-stdout.csv'), '-')).toBe(true);
    expect(await onStdout(at('x.csv'))).toBe(false);
  });
});
