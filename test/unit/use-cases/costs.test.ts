/** All use cases together: the operations that a job costs, as docs/operate.md has them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countPaths } from '../../../bench/operations.ts';

const operate = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'operate.md'), 'utf8');

describe('a job that completes', () => {
  it('costs what docs/operate.md says', async () => {
    const [every, endings] = [
      (await countPaths('every-status')).get('a job'),
      (await countPaths('endings-only')).get('a job'),
    ];
    for (const [title, name] of [
      ['Firestore reads', 'reads'],
      ['Firestore writes', 'writes'],
      ['function calls', 'calls'],
      ['messages published', 'messagesOut'],
      ['log entries', 'logs'],
    ] as const)
      expect(operate).toContain(`| ${title} | ${every?.[name]} | ${endings?.[name]} |`);
  });

  it('costs two writes and no read to submit, a read and a write for each answer, and a write more to deliver', async () => {
    const paths = await countPaths('every-status');
    expect(paths.get('submit')).toMatchObject({ reads: 0, writes: 2, messagesOut: 1 });
    expect(paths.get('five answers on the way')).toMatchObject({ reads: 5, writes: 5, messagesOut: 0 });
    expect(paths.get('the end, delivered')).toMatchObject({ reads: 1, writes: 2, messagesOut: 1 });
    expect(paths.get('purge after 30 days')).toMatchObject({ reads: 1, writes: 1, messagesOut: 0 });
  });

  it('costs nothing more within budgets far from their limits, and near them a write and a count of each', async () => {
    const paths = await countPaths('every-status');
    expect(paths.get('submit, far from three limits')).toMatchObject({ reads: 0, writes: 2, messagesOut: 1 });
    expect(paths.get('submit, near three limits')).toMatchObject({ reads: 3, writes: 3, messagesOut: 1 });
  });

  it('costs one read for a message that says nothing new', async () => {
    expect((await countPaths('every-status')).get('a message again')).toMatchObject({
      reads: 1,
      writes: 0,
      messagesOut: 0,
      logs: 0,
    });
  });

  it('costs the call alone for what is not tracked', async () => {
    expect((await countPaths('endings-only')).get('five answers on the way')).toMatchObject({
      reads: 0,
      writes: 0,
      calls: 5,
      logs: 0,
    });
  });
});
