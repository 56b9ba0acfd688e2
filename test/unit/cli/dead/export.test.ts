import { describe, expect, it } from 'vitest';
import { exportLetters } from '../../../../cli/dead/export.ts';
import { BAD, GOOD, letters } from './letters.ts';

describe('dead export', () => {
  it('writes each letter in full on a line of its own, the newest first', async () => {
    const { call, ids, rows } = await letters([BAD, Buffer.from([255, 0]), GOOD]);
    expect(await exportLetters(call, [], { limit: 2 })).toBe(0);
    const lines = rows().map((row) => JSON.parse(row));
    expect(lines.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    expect(lines[1]).toMatchObject({ data: '/wA=', text: null, attributes: { team: 'emea' } });
  });

  it('writes those that are named, or match', async () => {
    const { call, ids, rows } = await letters([BAD, GOOD]);
    await exportLetters(call, [ids[0] ?? ''], { limit: 9 });
    await exportLetters(call, [], { limit: 9, reason: 'invalid' });
    expect(rows().map((row) => JSON.parse(row).id)).toEqual([ids[0], ids[0]]);
  });

  it('writes no character that a terminal obeys, and what means the same', async () => {
    const body = '"\u009b31m\u202e\u2028"';
    const { call, written } = await letters([body]);
    await exportLetters(call, [], { limit: 9 });
    expect(written()).not.toMatch(/[\u007f-\u009f\u202e\u2028]/);
    expect(JSON.parse(written()).text).toBe(body);
  });

  it('writes the bytes of one alone', async () => {
    const { call, ids, written } = await letters([BAD]);
    expect(await exportLetters(call, ids, { limit: 9, body: true })).toBe(0);
    expect(written()).toBe(BAD);
    await expect(exportLetters(call, [], { limit: 9, body: true })).rejects.toThrow('name that one');
  });

  it('writes no part of the bytes of one that has not all of them', async () => {
    const { call, ids, gateway, written } = await letters([BAD]);
    Object.assign(gateway.deadLetters, { body: async () => undefined });
    expect(await exportLetters(call, ids, { limit: 9, body: true })).toBe(1);
    expect([written(), call.told]).toEqual(['', [`${ids[0]}: not all of its bytes are there any more.`]]);
  });
});
