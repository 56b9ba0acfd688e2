import { describe, expect, it } from 'vitest';
import { revealJob } from '../../../../cli/jobs/reveal.ts';
import { REVEALED } from '../../../../shared/api/examples.ts';
import { answer, refusal } from '../../client/scripted.ts';
import { scriptedCall } from './call.ts';

describe('jobs reveal', () => {
  it('shows what was sent and what came as JSON, and says why it is looked at', async () => {
    const call = scriptedCall([answer(200, REVEALED)]);
    expect(await revealJob(call, 'lead-1', 'Ticket OPS-313')).toBe(0);
    expect(JSON.parse(call.sink.written())).toEqual(REVEALED);
    expect(call.told).toEqual([]);
    expect(call.requests.map(({ url, method, body }) => [method, new URL(url).pathname, body])).toEqual([
      ['POST', '/v1/jobs/lead-1:reveal', '{"reason":"Ticket OPS-313"}'],
    ]);
  });

  it.each([
    ['purged', 'its retention is over'],
    ['erased', 'it was erased, as data of a person'],
    ['external', 'the gateway never requested this job'],
    ['lost at sea', 'lost at sea'],
  ])('says why there is no payload: %s', async (reason, told) => {
    const call = scriptedCall([answer(200, { requestId: 'lead-1', reason, payload: null, job: null })]);
    expect(await revealJob(call, 'lead-1', undefined)).toBe(0);
    expect(call.told).toEqual([`There is no payload: ${told}.`]);
    expect(call.requests[0]?.body).toBeUndefined();
  });

  it('shows each number as it was sent', async () => {
    const text = '{"requestId":"a","reason":null,"payload":{"n":9007199254740993},"job":null}';
    const call = scriptedCall([answer(200, text)]);
    await revealJob(call, 'a', undefined);
    expect(call.sink.written()).toContain('"n": 9007199254740993');
  });

  it('fails when it may not be shown', async () => {
    const call = scriptedCall([refusal('forbidden')]);
    await expect(revealJob(call, 'lead-1', undefined)).rejects.toMatchObject({ type: 'forbidden' });
    expect(call.sink.written()).toBe('');
  });
});
