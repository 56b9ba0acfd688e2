import { describe, expect, it } from 'vitest';
import { explainJob } from '../../../../cli/jobs/show-explanation.ts';
import { EXPLANATION } from '../../../../shared/api/examples.ts';
import { answer } from '../../client/scripted.ts';
import { scriptedCall } from './call.ts';

const SENTENCES = [
  { code: 'submitted', text: 'a\u001b[2J was submitted.', at: '2026-03-01T09:00:00.000Z' },
  { code: 'due-silence', text: `It is due. ${'x'.repeat(200)}`, at: '2026-03-01T15:00:00.000Z' },
  { code: 'change-answer', text: 'An answer\tchanges that.', at: null },
];

async function explained(width?: number, json?: readonly string[]) {
  const call = scriptedCall([answer(200, { ...EXPLANATION, sentences: SENTENCES })], width);
  expect(await explainJob(call, 'a b', { json })).toBe(0);
  expect(call.requests.map(({ url }) => new URL(url).pathname)).toEqual(['/v1/jobs/a%20b:explain']);
  return call.sink.written();
}

describe('jobs explain', () => {
  it('tells a person each sentence in full, and when, whatever the gateway sends', async () => {
    expect(await explained(60)).toBe(
      [
        '3h ago  a\\u001b[2J was submitted.',
        `in 3h   It is due. ${'x'.repeat(200)}`,
        '        An answer\\tchanges that.',
        '',
      ].join('\n'),
    );
  });

  it('tells a program time, code and sentence', async () => {
    expect((await explained()).split('\n')).toEqual([
      '2026-03-01T09:00:00.000Z\tsubmitted\ta\\u001b[2J was submitted.',
      `2026-03-01T15:00:00.000Z\tdue-silence\tIt is due. ${'x'.repeat(200)}`,
      '\tchange-answer\tAn answer\\tchanges that.',
      '',
    ]);
  });

  it('is one document as JSON', async () => {
    expect(JSON.parse(await explained(60, ['sentences']))).toEqual({ sentences: SENTENCES });
  });
});
