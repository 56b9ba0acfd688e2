import { describe, expect, it } from 'vitest';
import { type ReleaseOptions, releaseHold } from '../../../../cli/holds/release.ts';
import type { Ask } from '../../../../cli/output/ask.ts';
import { HOLD } from '../../../../shared/api/hold-examples.ts';
import { OPERATION } from '../../../../shared/api/operation-examples.ts';
import { problem } from '../../../../shared/api/problem.ts';
import { type Answer, answer } from '../../client/scripted.ts';
import { scriptedCall } from '../jobs/call.ts';

const LISTED = answer(200, { holds: [{ ...HOLD.inForce, held: 1203 }] });
const RELEASED = answer(202, HOLD.releasing);

async function released(answers: readonly Answer[], options: ReleaseOptions, ask?: Ask) {
  const call = { ...scriptedCall(answers), ask };
  return { ...call, code: await releaseHold(call, 'enrichMobile', options) };
}

describe('holds release', () => {
  it('asks by the number of jobs that are held, and says which operation lets them go', async () => {
    const asked: string[] = [];
    const { code, told, requests } = await released([LISTED, RELEASED], { rate: 1_200 }, async (question) => {
      asked.push(question);
      return true;
    });
    expect(code).toBe(0);
    expect(asked).toEqual(['Release enrichMobile: publish 1203 jobs (up to 1203 charges)? [y/N] ']);
    expect(JSON.parse(requests[1]?.body ?? '')).toEqual({ ratePerMinute: 1_200 });
    expect(told).toEqual([
      `Operation ${HOLD.releasing.operation} lets its jobs go, from the next sweep on. To stop it, place the hold again.`,
    ]);
  });

  it('changes nothing when the person does not want it', async () => {
    const { code, told, requests } = await released([LISTED], {}, async () => false);
    expect([code, told, requests.length]).toEqual([1, ['Nothing was released.'], 1]);
  });

  it('changes nothing where nobody can be asked, and asks nobody where nothing is held', async () => {
    await expect(released([LISTED], {})).rejects.toThrow('there is no terminal to ask at');
    const none = answer(200, { holds: [HOLD.inForce] });
    expect((await released([none, RELEASED], {})).code).toBe(0);
  });

  it('neither asks nor reads with --yes, and only reads with --dry-run', async () => {
    const yes = await released([RELEASED], { yes: true, reason: 'mended' });
    expect(JSON.parse(yes.requests[0]?.body ?? '')).toEqual({ reason: 'mended' });
    const dry = await released([LISTED], { dryRun: true });
    expect([dry.code, dry.requests.length]).toEqual([0, 1]);
    expect(dry.sink.written()).toContain('held\t1203\n');
    const nothing = await released([answer(200, { holds: [] })], { dryRun: true });
    expect([nothing.code, nothing.told]).toEqual([0, ['Nothing is held as enrichMobile.']]);
  });

  it('says that a release that is under way keeps its rate, and how it gets another', async () => {
    const before = answer(200, HOLD.releasing);
    const id = HOLD.releasing.operation;
    const running = (ratePerMinute: number | null) =>
      answer(200, { ...OPERATION.running, id, ratePerMinute });
    const told = async (going: Answer, rate?: number) =>
      (await released([before, going], { yes: true, rate })).told;
    const stays = ` It stays so, whatever is asked for now: to change it, operations abort ${id}, and once it is aborted, release again.`;
    const slowly = `It was released before: operation ${id} lets its jobs go, 1 a minute.`;
    expect(await told(running(1), 1_200)).toEqual([slowly + stays]);
    expect(await told(running(1))).toEqual([slowly + stays]);
    expect(await told(running(1), 1)).toEqual([slowly]);
    const freely = `It was released before: operation ${id} lets its jobs go, as many as can be.`;
    expect(await told(running(null))).toEqual([freely]);
    expect(await told(running(null), 60)).toEqual([freely + stays]);
    const done = answer(200, { ...OPERATION.done, id });
    expect(await told(done, 60)).toEqual([
      `It was released before, and operation ${id} has let its jobs go.`,
    ]);
  });

  it('leaves it to the gateway to say what is held instead', async () => {
    const refusal = answer(404, problem('hold-not-found', 'Held by name: *.'));
    await expect(released([answer(200, { holds: [] }), refusal], {})).rejects.toThrow('Held by name: *.');
  });
});
