import { describe, expect, it } from 'vitest';
import { inUserWords } from '../../../../cli/failed-calls.ts';
import { abortShown, showOperation } from '../../../../cli/operations/show-operation.ts';
import { type Answer, answer, failureOf, refusal } from '../../client/scripted.ts';
import { scriptedCall } from '../jobs/call.ts';
import { ABORTED, DONE, ID } from './watching.ts';

describe('operations show', () => {
  it('tells of an operation line by line', async () => {
    const call = scriptedCall([
      answer(200, { ...DONE, lastError: { reason: 'fault', at: DONE.requestedAt } }),
    ]);
    expect(await showOperation(call, ID, {})).toBe(0);
    expect(call.sink.written()).toContain(
      `lastError\t${DONE.requestedAt} fault\nfilter\tstatus=canceled\nfilter\treason=JobExpireReason\n`,
    );
  });
});

describe('operations abort', () => {
  it('shows what became of it, and gives the reason', async () => {
    const call = scriptedCall([answer(202, ABORTED)]);
    expect(await abortShown(call, ID, { reason: 'too many', json: ['state'] })).toBe(0);
    expect(call.requests[0]?.body).toBe('{"reason":"too many"}');
    expect(JSON.parse(call.sink.written())).toEqual({ state: 'aborted' });
    expect(call.told).toEqual([]);
  });

  it('says of one that is being worked on how to see its end', async () => {
    const call = scriptedCall([answer(202, { ...ABORTED, state: 'aborting' })]);
    expect(await abortShown(call, ID, {})).toBe(0);
    expect(call.told).toEqual([
      `It ends after the page that is being worked on: operations watch ${ID} waits for that. Give it the same --gateway, --operate or --profile.`,
    ]);
  });

  it.each<[string, Answer, string]>([
    [
      'is not there',
      refusal('operation-not-found'),
      'knows no such operation: operations list shows those that there are, with their IDs.',
    ],
    ['has ended', refusal('operation-ended'), 'Do otherwise. operations show says how it ended.'],
  ])('names the remedy where it %s', async (_what, given, told) => {
    const error = inUserWords(await failureOf(abortShown(scriptedCall([given]), ID, {})), {});
    expect(error).toMatchObject({ exitCode: 1, message: expect.stringContaining(told) });
  });
});
