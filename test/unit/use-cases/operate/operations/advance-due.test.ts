import { describe, expect, it } from 'vitest';
import { later } from '../../../../../shared/jobs/instant.ts';
import { type Operation, operationId } from '../../../../../shared/jobs/operations/operation.ts';
import { advanceDue } from '../../../../../shared/use-cases/operate/operations/advance-due.ts';
import { MINUTE, type TestGateway, testGateway } from '../../../../fixtures.ts';
import { operation } from '../../../jobs/operations/samples.ts';
import { failedJobs } from './operating.ts';

/** Operations that only count 500 jobs, in pages of 100; each page is found in `ms`. */
async function counting(names: readonly string[], ms: number): Promise<TestGateway> {
  const gateway = testGateway();
  await failedJobs(gateway, 500);
  for (const name of names)
    await gateway.operations.create({
      ...operation({
        selection: { by: 'filter', filter: {} },
        dryRun: true,
        asOf: gateway.clock.time,
        wake: { at: gateway.clock.time, claimed: false },
      }),
      id: operationId(null, [name]),
    });
  const list = gateway.store.list.bind(gateway.store);
  gateway.store.list = async (query) => {
    gateway.clock.time = later(gateway.clock.time, ms);
    return list(query);
  };
  return gateway;
}

/** @returns whose pages were worked on, in order */
async function turnsOf(gateway: TestGateway, names: readonly string[]): Promise<string> {
  const nameOf = new Map<string, string>(names.map((name) => [operationId(null, [name]), name]));
  const pages = new Map<string, number>();
  let turns = '';
  const replace = gateway.operations.replace.bind(gateway.operations);
  gateway.operations.replace = (next: Operation, revision) => {
    if (next.pages > (pages.get(next.id) ?? 0)) turns += nameOf.get(next.id);
    pages.set(next.id, next.pages);
    return replace(next, revision);
  };
  await advanceDue(gateway, later(gateway.clock.time, 10 * MINUTE));
  return turns;
}

describe('operations that are due together', () => {
  it.each([
    ['five', 5_000, 'aaa bbb aaa bbb'],
    ['six', 6_000, 'aa bb aa bb aa bb'],
    ['eleven', 11_000, 'a b a b a b a b a b a b'],
  ])('take turns of ten seconds, in which a page of %s seconds is begun as often as it can', async (_, ms, turns) => {
    const names = ['a', 'b'];
    expect(await turnsOf(await counting(names, ms), names)).toBe(turns.replaceAll(' ', ''));
  });

  it('wait for nobody where there is one alone', async () => {
    const gateway = await counting(['a'], 11_000);
    let asked = 0;
    const due = gateway.operations.due.bind(gateway.operations);
    gateway.operations.due = (...args) => {
      asked += 1;
      return due(...args);
    };
    expect(await turnsOf(gateway, ['a'])).toBe('aaaaaa');
    // Once for the operation, and once to see that none is left.
    expect(asked).toBe(2);
  });
});
