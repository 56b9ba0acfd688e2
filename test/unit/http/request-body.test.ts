/** Bodies, as the router reads them. */
import { describe, expect, it } from 'vitest';
import { post, refused, send } from './pets.ts';

describe('a body', () => {
  it('reads lines, each for itself and with its number, and passes over blank ones', async () => {
    const lines = Buffer.concat([Buffer.from('{"name":"Rex"}\r\n\n \t\n{\n"'), Buffer.from([0xff, 0x22])]);
    const { json: answered } = await send('POST', '/pets:batch', {
      headers: { 'content-type': 'application/x-ndjson' },
      body: lines,
    });
    expect(answered.input.body).toEqual({
      type: 'application/x-ndjson',
      value: [
        { line: 1, ok: true, value: { name: 'Rex' }, text: '{"name":"Rex"}\r', values: 2 },
        { line: 4, ok: false, reason: 'not-json' },
        { line: 5, ok: false, reason: 'not-utf8' },
      ],
    });
  });

  it.each([
    ['of no media type', '{}', '', {}, 415, 'Set the header Content-Type to application/json.'],
    [
      'of another media type',
      '{}',
      'text/plain',
      {},
      415,
      'Set the header Content-Type to application/json.',
    ],
    [
      'that is compressed',
      '{}',
      'application/json',
      { 'content-encoding': 'br' },
      415,
      'The body is compressed; send it without Content-Encoding.',
    ],
    [
      'of too many bytes',
      `"${'x'.repeat(49)}"`,
      'application/json',
      {},
      413,
      'The body has 51 bytes; at most 50 are taken.',
    ],
    [
      'that is no JSON',
      '{',
      'application/json',
      {},
      400,
      'The body is not valid JSON; check quotes, commas and brackets.',
    ],
    [
      'that is not valid',
      '{"legs":1.5}',
      'application/json',
      {},
      422,
      'Mend what errors lists, and send it again.',
    ],
  ])('%s is refused', async (_what, body, type, headers, status, detail) => {
    const [got, , why] = await refused(post('/pets', body, { 'content-type': type, ...headers }));
    expect([got, why]).toEqual([status, detail]);
  });

  it.each([
    ['/pets', 'application/json', ''],
    ['/pets', 'application/json', ' \r\n'],
    ['/pets:batch', 'application/json', ''],
    ['/pets:batch', 'application/x-ndjson', ''],
    ['/pets:batch', 'application/x-ndjson', '\n \n\r\n'],
  ])('of %s as %s that is empty is called so: %j', async (target, type, body) => {
    expect(await refused(post(target, body, { 'content-type': type }))).toEqual([
      400,
      'not-json',
      type === 'application/json'
        ? 'The body is empty: send a JSON text.'
        : 'The body is empty: send a JSON text on each line.',
    ]);
  });

  it('may have its media type written otherwise', async () => {
    for (const type of ['APPLICATION/JSON', 'application/json; charset=utf-8', ' application/json ;x'])
      expect((await post('/pets', '{"name":"Rex"}', { 'content-type': type })).status).toBe(200);
    expect((await post('/pets', '{"name":"Rex"}', { 'content-encoding': 'Identity' })).status).toBe(200);
  });

  it('that is not valid is pointed at', async () => {
    const { json: problem } = await post('/pets', '{"legs":"4","tail":1}');
    expect(problem.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual([
      '/legs',
      '/name',
      '/tail',
    ]);
  });

  it('has as many lines as its call takes, and blank ones without end', async () => {
    const ndjson = { 'content-type': 'application/x-ndjson' };
    const { json: answered } = await post('/pets:batch', `${'\n'.repeat(20)}7\n \n8\n\n9`, ndjson);
    expect(answered.input.body.value).toMatchObject([{ line: 21 }, { line: 23 }, { line: 25 }]);
    expect(await refused(post('/pets:batch', '7\n8\n9\n7', ndjson))).toEqual([
      413,
      'too-large',
      'The batch has more than 3 items; send them in several.',
    ]);
  });

  it('has as many values as its call takes', async () => {
    expect((await post('/pets:batch', `[${'0,'.repeat(18)}0]`)).status).toBe(200);
    const TOO_MANY = [
      413,
      'too-large',
      'The body has more values, members and entries at all levels, than are taken.',
    ];
    expect(await refused(post('/pets:batch', `[${'0,'.repeat(19)}0]`))).toEqual(TOO_MANY);
    const nine = '[0,0,0,0,0,0,0,0]';
    const ndjson = { 'content-type': 'application/x-ndjson' };
    expect((await post('/pets:batch', `${nine}\n${nine}`, ndjson)).status).toBe(200);
    expect(await refused(post('/pets:batch', `${nine}\n${nine}\n[0,0]`, ndjson))).toEqual(TOO_MANY);
  });

  it('has lines that are refused alone for their values', async () => {
    const { json: answered } = await post('/pets:batch', `[${'0,'.repeat(9)}0]\n7`, {
      'content-type': 'application/x-ndjson',
    });
    expect(answered.input.body.value).toMatchObject([
      { line: 1, ok: false, reason: 'too-many-values' },
      { line: 2, ok: true, value: 7 },
    ]);
  });
});
