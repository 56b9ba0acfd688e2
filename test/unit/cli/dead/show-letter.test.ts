import { describe, expect, it } from 'vitest';
import { showLetter } from '../../../../cli/dead/show-letter.ts';
import { GatewayError } from '../../../../client/index.ts';
import { BAD, GOOD, letters } from './letters.ts';

async function shown(body: string | Buffer) {
  const { call, ids, rows } = await letters([body]);
  expect(await showLetter(call, ids[0] ?? '', undefined)).toBe(0);
  return rows();
}

describe('dead show', () => {
  it('says why it was set aside, and what is still wrong', async () => {
    const rows = await shown(BAD);
    expect(rows).toEqual(
      expect.arrayContaining([
        'reason\tinvalid',
        'detail\t/payload',
        'judgement\twould be set aside again: invalid',
        'judgement\tstill invalid at /payload: is required: give an object',
        'attributes\tteam=emea',
        'body\t  "jobType": "enrichMobile"',
      ]),
    );
  });

  it('says that it would be accepted now', async () => {
    expect(await shown(GOOD)).toContain('judgement\twould be accepted now');
  });

  it('says that it is not redriven as it stands though it would be accepted, and by which options it is', async () => {
    const { call, ids, gateway, rows } = await letters([GOOD]);
    const get = gateway.deadLetters.get.bind(gateway.deadLetters);
    gateway.deadLetters.get = async (id) => {
      const stored = await get(id);
      return stored && { ...stored, letter: { ...stored.letter, generation: 5 } };
    };
    await showLetter(call, ids[0] ?? '', undefined);
    expect(rows()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^refusal\ttoo-often: .*--edit.*--force/),
        'judgement\twould be accepted now',
      ]),
    );
    expect((await shown(GOOD)).join()).not.toContain('refusal');
  });

  it('shows bytes that are no text in hexadecimal digits, and text that is no JSON as it is', async () => {
    expect(await shown(Buffer.from([0xff, 0, 0x1b]))).toContain('body\tff001b');
    expect((await shown(Buffer.alloc(99, 0xfe))).at(-1)).toBe(`body\t${'fe'.repeat(32)}…`);
    expect(await shown('no\u001b[2JJSON')).toContain('body\tno\\u001b[2JJSON');
  });

  it('shows a letter without all of its bytes', async () => {
    const { call, ids, gateway, rows } = await letters([BAD]);
    Object.assign(gateway.deadLetters, { body: async () => undefined });
    await showLetter(call, ids[0] ?? '', undefined);
    expect(rows()).toContain('body\tnot all of it is there any more');
  });

  it('knows no letter that there is none of', async () => {
    const { call } = await letters([]);
    for (const id of ['f'.repeat(24), 'x/../y', ''])
      await expect(showLetter(call, id, undefined)).rejects.toThrow(GatewayError);
  });
});
