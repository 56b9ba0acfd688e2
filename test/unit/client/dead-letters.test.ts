import { describe, expect, it } from 'vitest';
import { DEAD_LETTER, REDRIVEN } from '../../../shared/api/dead-letter-examples.ts';
import { problem } from '../../../shared/api/problem.ts';
import { answer, scripted } from './scripted.ts';

const { waiting } = DEAD_LETTER;

describe('dead letters', () => {
  it('are listed to the last page, with the same filter', async () => {
    const page = (ids: string[], nextPageToken?: string) =>
      answer(200, { deadLetters: ids.map((id) => ({ ...waiting, id })), nextPageToken });
    const { operator, requests } = scripted([page(['c', 'b'], 'after-b'), page(['a'])]);
    const found: string[] = [];
    for await (const { id } of operator.deadLetters.list({ state: 'waiting', since: '2h' })) found.push(id);
    expect(found).toEqual(['c', 'b', 'a']);
    const asked = requests.map(({ url }) => Object.fromEntries(new URL(url).searchParams));
    expect(asked).toEqual([
      { state: 'waiting', since: '2h' },
      { state: 'waiting', since: '2h', pageToken: 'after-b' },
    ]);
  });

  it('are redriven with corrected bytes, whatever they are and however many', async () => {
    const { operator, requests } = scripted([answer(200, REDRIVEN)]);
    const data = Uint8Array.from({ length: 20_000 }, (_, i) => i & 0xff);
    expect(await operator.deadLetters.redrive(waiting.id, { data, reason: 'mended' })).toEqual(REDRIVEN);
    expect(JSON.parse(String(requests[0]?.body))).toEqual({
      reason: 'mended',
      data: Buffer.from(data).toString('base64'),
    });
  });

  it('are read in full, or in brief', async () => {
    const { operator, requests } = scripted([answer(200, DEAD_LETTER.full)]);
    expect(await operator.deadLetters.get(waiting.id)).toEqual(DEAD_LETTER.full);
    await operator.deadLetters.get(waiting.id, { view: 'brief' });
    expect(requests.map(({ url }) => new URL(url).search)).toEqual(['', '?view=brief']);
  });

  it('that cannot be redriven say why', async () => {
    const refused = problem('dead-letter-conflict', 'It was dropped.', { reason: 'dropped' });
    const { operator } = scripted([answer(409, refused)]);
    await expect(operator.deadLetters.redrive(waiting.id)).rejects.toMatchObject({
      type: 'dead-letter-conflict',
      problem: { reason: 'dropped' },
      // The ID of a dead letter is no request ID.
      requestId: undefined,
    });
  });

  it.each(['', '.', '..'])('have no ID %j, which would lead to another call: none is made', async (id) => {
    const { operator, requests } = scripted([answer(200, waiting)]);
    for (const call of [operator.deadLetters, operator.erasures, operator.operations])
      await expect(call.get(id)).rejects.toMatchObject({
        status: 404,
        type: 'not-found',
        title: 'Nothing has this ID',
        requestId: undefined,
      });
    expect(requests).toEqual([]);
  });
});
