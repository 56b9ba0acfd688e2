import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Allotment, type Room, worstOf } from '../../../../shared/jobs/money/allotment.ts';

const room = (name: string, left: number, more: Partial<Room> = {}): Room => ({
  name,
  left,
  at: 'reject',
  renewsAt: '2026-03-02T00:00:00.000Z',
  ...more,
});

function allotmentOf(...rooms: Room[]) {
  const allotment = new Allotment();
  for (const one of rooms) allotment.add(one);
  return allotment;
}

describe('room in budgets', () => {
  it('is given to as many leads as there is room for', () => {
    const allotment = allotmentOf(room('all', 2));
    expect([1, 2, 3].map(() => allotment.take(['all']).stoppedBy?.name)).toEqual([
      undefined,
      undefined,
      'all',
    ]);
    expect(allotment.rooms()).toMatchObject([{ name: 'all', left: 2, after: 0 }]);
  });

  it('has to be in each budget of a lead; one without room takes none from the others', () => {
    const allotment = allotmentOf(room('emea', 1), room('all', 5));
    expect(allotment.take(['emea', 'all']).stoppedBy).toBeUndefined();
    expect(allotment.take(['emea', 'all']).stoppedBy?.name).toBe('emea');
    expect(allotment.take(['all']).stoppedBy).toBeUndefined();
    expect(allotment.rooms().map(({ after }) => after)).toEqual([0, 3]);
  });

  it('is never missed by a lead that no budget concerns', () => {
    expect(new Allotment().take([])).toEqual({ granted: 1, stoppedBy: undefined });
  });

  it('stays as it was first told', () => {
    const allotment = allotmentOf(room('all', 2));
    allotment.take(['all']);
    allotment.add(room('all', 9));
    expect(allotment.rooms()).toMatchObject([{ left: 2, after: 1 }]);
  });

  it('is given to a part of the leads that one of a sample stands for', () => {
    const allotment = allotmentOf(room('all', 25));
    expect(allotment.take(['all'], 10).granted).toBe(10);
    expect(allotment.take(['all'], 20)).toMatchObject({ granted: 15, stoppedBy: { name: 'all' } });
  });

  it('is never more than there is', () => {
    const takes = fc.array(fc.record({ a: fc.boolean(), b: fc.boolean(), n: fc.nat(20) }), { maxLength: 40 });
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), takes, (a, b, asked) => {
        const allotment = allotmentOf(room('a', a), room('b', b));
        const given = asked.map((one) => {
          const names = [...(one.a ? ['a'] : []), ...(one.b ? ['b'] : [])];
          return { names, ...allotment.take(names, one.n) };
        });
        for (const [name, left] of [
          ['a', a],
          ['b', b],
        ] as const) {
          const granted = given.filter(({ names }) => names.includes(name));
          expect(granted.reduce((sum, one) => sum + one.granted, 0)).toBeLessThanOrEqual(left);
        }
        expect(allotment.rooms().every(({ after }) => after >= 0)).toBe(true);
      }),
    );
  });
});

describe('of several budgets without room', () => {
  const later = { renewsAt: '2026-04-01T00:00:00.000Z' } as const;

  it('one that refuses goes before one that holds', () => {
    const allotment = allotmentOf(room('holds', 0, { at: 'hold', ...later }), room('refuses', 0));
    expect(allotment.take(['holds', 'refuses']).stoppedBy?.name).toBe('refuses');
  });

  it('then the one that renews last', () => {
    const allotment = allotmentOf(room('day', 0), room('month', 0, later));
    expect(allotment.take(['day', 'month']).stoppedBy?.name).toBe('month');
  });

  it('there is none of none', () => {
    expect(worstOf([], () => ({ at: 'hold', renewsAt: 0 }))).toBeUndefined();
  });
});
