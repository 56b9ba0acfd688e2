import { beforeEach, describe, expect, it } from 'vitest';
import { operateJobsHandler } from '../../../../functions/operate-jobs/handler.ts';
import { deadLetter } from '../../../../shared/use-cases/dead-letter.ts';
import { received, submission, type TestGateway, TOPICS, testGateway } from '../../../fixtures.ts';

let gateway: TestGateway;
let id: string;
beforeEach(async () => {
  gateway = testGateway();
  await deadLetter(gateway, received('{'), { source: 'intake-jobs', reason: 'not-json' });
  [{ id }] = (await send('GET', '/v1/deadLetters')).answer.deadLetters;
});

async function send(method: string, target: string, body?: object) {
  const handle = operateJobsHandler(gateway, { unnamed: 'refused' });
  const response = await handle({
    method,
    target,
    headers: { 'content-type': 'application/json' },
    caller: { email: 'ops@acme.example', team: 'every' },
    body: Buffer.from(body ? JSON.stringify(body) : ''),
  });
  return { status: response.status, answer: JSON.parse(response.body) };
}
const redrive = (body: object) => send('POST', `/v1/deadLetters/${id}:redrive`, body);

describe('a brief view', () => {
  it('has nothing that the message says, and all that is known of it', async () => {
    await deadLetter(gateway, received('{"lastName":"Lindqvist"}', { by: 'ingrid' }), {
      source: 'intake-jobs',
      reason: 'invalid',
    });
    const [letter] = (await send('GET', '/v1/deadLetters?reason=invalid')).answer.deadLetters;
    const [full, brief] = [
      await send('GET', `/v1/deadLetters/${letter.id}`),
      await send('GET', `/v1/deadLetters/${letter.id}?view=brief`),
    ];
    expect(full.answer).toMatchObject({ attributes: { by: 'ingrid' }, text: '{"lastName":"Lindqvist"}' });
    expect(brief.answer).toEqual({ ...full.answer, attributes: {}, data: null, text: null });
    expect(brief.answer.judgement.errors).not.toEqual([]);
  });
});

describe('a redrive with corrected bytes', () => {
  it('sends those, and keeps the ones that came', async () => {
    const corrected = JSON.stringify(submission('lead-1'));
    const { status, answer } = await redrive({ data: Buffer.from(corrected).toString('base64') });
    expect([status, answer]).toMatchObject([200, { redriven: true, deadLetter: { corrected: true } }]);
    expect(gateway.published.to(TOPICS.intake).map(({ message }) => String(message.data))).toEqual([
      corrected,
    ]);
    expect((await send('GET', `/v1/deadLetters/${id}`)).answer.data).toBe('ew==');
  });

  it.each([
    ['with a letter too few', 'e30'],
    ['with a letter too many', 'e30=e'],
    ['padded beyond its end', 'e30=='],
    ['of one letter', 'e'],
    ['of blanks', 'e3 0'],
    ['in the alphabet of URLs', 'e-_w'],
    ['that is JSON', '{}'],
  ])('in a base64 %s is refused: other bytes would go out', async (_what, data) => {
    expect(await redrive({ data })).toMatchObject({
      status: 422,
      answer: {
        errors: [
          {
            pointer: '/data',
            detail: 'must be base64 with + and /, padded with = to a multiple of 4 characters',
          },
        ],
      },
    });
    expect(gateway.published.to(TOPICS.intake)).toEqual([]);
  });
});
