import { access } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { beginRetrying, NOT_RETRYING } from '../../../../cli/enrich/retrying.ts';
import { MINUTE, START } from '../../../fixtures.ts';
import { inFolder } from './in-folder.ts';

const { at, file, text } = inFolder();

const BEGAN = '2026-03-01T09:00:00.000Z';
const BEGUN_AT = Date.parse(BEGAN);

describe('a run that retries', () => {
  it('keeps beside its results when it began', async () => {
    const run = await beginRetrying(at('new.csv'), BEGUN_AT);
    expect(run).toMatchObject({ before: BEGUN_AT, again: 'the same command again' });
    expect(run.note).toBeUndefined();
    expect(await text('new.csv.retry')).toBe(`${BEGAN}\n`);
  });

  it('goes on after it was broken off: it began when the first did, and says so', async () => {
    await beginRetrying(at('on.csv'), BEGUN_AT);
    for (const minutes of [1, 2]) {
      const run = await beginRetrying(at('on.csv'), BEGUN_AT + minutes * MINUTE);
      expect(run).toMatchObject({
        before: BEGUN_AT,
        note:
          `This goes on with the run that began at ${BEGAN}: leads that have ended since are not retried again. ` +
          `To retry them too, remove ${at('on.csv.retry')} first.`,
      });
    }
  });

  it('is another one once all is known', async () => {
    const first = await beginRetrying(at('whole.csv'), BEGUN_AT);
    await first.finish();
    await expect(access(at('whole.csv.retry'))).rejects.toThrow('ENOENT');
    expect((await beginRetrying(at('whole.csv'), BEGUN_AT + MINUTE)).before).toBe(BEGUN_AT + MINUTE);
  });

  it('keeps nothing beside a stream: there it goes on without --retry', async () => {
    const run = await beginRetrying(undefined, START);
    expect(run).toMatchObject({ before: START, again: 'the same command without --retry' });
    await run.finish();
  });

  it.each([
    'id,firstName\n',
    '2026-99-01T09:00:00.000Z\n',
    '',
  ])('destroys no file that is there for something else: %j', async (content) => {
    await file('foreign.csv.retry', content);
    await expect(beginRetrying(at('foreign.csv'), START)).rejects.toThrow(
      `${at('foreign.csv.retry')} is there, where it is kept when a run with --retry began: move it away.`,
    );
    expect(await text('foreign.csv.retry')).toBe(content);
  });

  it('says that the time cannot be kept', async () => {
    await expect(beginRetrying(at('gone/new.csv'), START)).rejects.toThrow('cannot be written (ENOENT).');
    await file('a-file', '');
    await expect(beginRetrying(at('a-file/new.csv'), START)).rejects.toThrow('cannot be read (ENOTDIR).');
  });
});

it('a run without --retry has no lead sent again, whenever it ended', () => {
  expect(NOT_RETRYING.before).toBeLessThan(0);
  expect(NOT_RETRYING.again).toBe('the same command again');
});
