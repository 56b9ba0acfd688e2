import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import { readOnceFinal } from '../../../../shared/use-cases/read/wait-for-final.ts';
import { id, type TestGateway, testGateway } from '../../../fixtures.ts';
import { countCalls, receiveAnswer, submit, sweepAfter } from '../actions.ts';

const SECOND = 1000;

type Happening = (gateway: TestGateway) => Promise<unknown>;

/** A gateway whose sleepers make time pass, and what happens in each of the first pauses. */
function passing(happenings: readonly (Happening | undefined)[] = []) {
  const gateway = testGateway();
  const pauses: number[] = [];
  gateway.clock.sleep = async (ms) => {
    pauses.push(ms);
    gateway.clock.time = later(gateway.clock.time, ms);
    await happenings[pauses.length - 1]?.(gateway);
  };
  return { gateway, pauses };
}

async function read(gateway: TestGateway, waitMs: number) {
  const text = await readOnceFinal(gateway, id('lead-1'), { waitMs });
  return text === undefined ? undefined : JSON.parse(text);
}

describe('a job that is waited for', () => {
  it('is read ever less often until it is final', async () => {
    const { gateway, pauses } = passing([undefined, undefined, undefined, (made) => receiveAnswer(made)]);
    await submit(gateway);
    const calls = countCalls(gateway);
    expect(await read(gateway, 30 * SECOND)).toMatchObject({ status: 'completed', final: true });
    expect(pauses).toEqual([1, 2, 4, 4].map((seconds) => seconds * SECOND));
    expect(calls['getMany']).toBe(5);
  });

  it('is given as it is when the time is up, and is read a last time then', async () => {
    const { gateway, pauses } = passing([(made) => receiveAnswer(made, { status: 'processing' })]);
    await submit(gateway);
    expect(await read(gateway, 10 * SECOND)).toMatchObject({ status: 'processing', final: false });
    expect(pauses).toEqual([1, 2, 4, 3].map((seconds) => seconds * SECOND));
  });

  it('is not waited for when it is final, when it is unknown, or when nobody said so', async () => {
    const { gateway, pauses } = passing();
    expect(await read(gateway, 30 * SECOND)).toBeUndefined();
    await submit(gateway);
    expect(await read(gateway, 0)).toMatchObject({ status: 'published', final: false });
    await receiveAnswer(gateway);
    expect(await read(gateway, 30 * SECOND)).toMatchObject({ status: 'completed' });
    expect(pauses).toEqual([]);
  });

  it('is not final while it is going to be retried, and then it is its successor', async () => {
    const successorAnswered: Happening = (made) => receiveAnswer(made, { id: 'lead-1~2' });
    const { gateway } = passing([(made) => sweepAfter(made), undefined, successorAnswered]);
    await submit(gateway);
    await receiveAnswer(gateway, { status: 'failed' });
    expect(await read(gateway, 10 * 60 * SECOND)).toMatchObject({ requestId: 'lead-1~2', final: true });
  });
});
