import { describe, expect, it } from 'vitest';
import { watchOperation } from '../../../../cli/operations/watch-operation.ts';
import { type Answer, answer, refusal } from '../../client/scripted.ts';
import { ABORTED, DONE, ID, RUNNING, watchingCall } from './watching.ts';

const GOES_ON = `Operation ${ID} goes on at the gateway: operations watch ${ID} shows how far it is, operations abort ${ID} ends it. Give it the same --gateway, --operate or --profile.`;

async function watched(answers: readonly Answer[], json?: readonly string[]) {
  const call = watchingCall(answers);
  return { ...call, code: await watchOperation(call, ID, { json }) };
}

describe('operations watch', () => {
  it('tells how far it is until its end, and shows that', async () => {
    const { code, shown, told, sink } = await watched([answer(200, RUNNING), answer(200, DONE)]);
    expect(code).toBe(0);
    expect(shown).toEqual([
      'retry, running: 50 done, 0 skipped, 0 failed of 100 found so far',
      'retry, done: 1199 done, 4 skipped, 0 failed of 1203 found so far',
      null,
    ]);
    expect(told).toEqual([]);
    expect(sink.written()).toContain('state\tdone\nfound\t1203\ndone\t1199\nskipped\tpurged 4\n');
  });

  it('is a fault where some failed, and says of which reason', async () => {
    const failed = { 'not-found': 3, fault: 1 };
    const { code, told } = await watched([answer(200, { ...DONE, failed })]);
    expect([code, told]).toEqual([
      1,
      [
        'Failed, by the reason: not-found 3, fault 1. Once that is mended, ask for it anew: what is done is skipped.',
      ],
    ]);
    const dry = await watched([answer(200, { ...DONE, failed, dryRun: true })]);
    expect([dry.code, dry.told]).toEqual([0, ['Failed, by the reason: not-found 3, fault 1.']]);
  });

  it.each([
    ['retry', null, 'ask for it anew: what is done is skipped.'],
    ['redrive', null, 'ask for it anew: what is done is skipped.'],
    ['retry', 5, 'ask for it anew: what is done is skipped, and does not count towards its limit of 5.'],
    [
      'replay',
      null,
      'replay those that failed alone, by their IDs: asked for anew, what is done is done again.',
    ],
    ['redeliver', 5, 'redeliver those that failed alone, by their IDs: asked for anew, what is done is done'],
    [
      'release',
      null,
      'Those stay held until the release, which goes on by itself, or their own timers let them go.',
    ],
  ])('says of a %s with the limit %s what mends it', async (kind, limit, remedy) => {
    const { told } = await watched([answer(200, { ...DONE, kind, limit, failed: { fault: 1 } })]);
    expect(told).toEqual([expect.stringContaining(remedy)]);
  });

  it('says of a kind that it does not know what failed, and no more', async () => {
    const { told } = await watched([answer(200, { ...DONE, kind: 'teleport', failed: { fault: 1 } })]);
    expect(told).toEqual(['Failed, by the reason: fault 1.']);
  });

  it('is a fault of one that was aborted, also as JSON', async () => {
    const { code, told, sink } = await watched([answer(200, ABORTED)], ['id', 'state']);
    expect([code, told]).toEqual([1, ['It was aborted before its end: what is done stays done.']]);
    expect(JSON.parse(sink.written())).toEqual({ id: ID, state: 'aborted' });
  });

  it('leaves the operation to the gateway at Ctrl-C, and says how to go on', async () => {
    const call = watchingCall([
      answer(200, RUNNING),
      async () => {
        call.interrupt();
        throw new Error('interrupted');
      },
    ]);
    expect(await watchOperation(call, ID, {})).toBe(130);
    expect(call.told).toEqual([GOES_ON]);
    expect(call.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('says so too when the gateway goes away, and nothing of one that is not there', async () => {
    const call = watchingCall([answer(200, RUNNING), refusal('forbidden')]);
    await expect(watchOperation(call, ID, {})).rejects.toMatchObject({ type: 'forbidden' });
    expect(call.told).toEqual([GOES_ON]);
    const gone = watchingCall([refusal('operation-not-found')]);
    await expect(watchOperation(gone, ID, {})).rejects.toMatchObject({ type: 'operation-not-found' });
    expect(gone.told).toEqual([]);
  });
});
