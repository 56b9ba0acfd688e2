import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LeadSample } from '../../../../../cli/enrich/forecast/lead-sample.ts';

function sampleOf(size: number, ids: readonly string[]): LeadSample<string> {
  const sample = new LeadSample<string>(size);
  for (const id of ids) sample.offer(id, id);
  return sample;
}

const ids = (count: number) => Array.from({ length: count }, (_, i) => `lead-${i}`);

it('has as many as are wanted, in the order of the list, each of which stands for as many', () => {
  const sample = sampleOf(10, ids(1_000));
  expect(sample.chosen()).toHaveLength(10);
  expect(sample.chosen()).toEqual(ids(1_000).filter((id) => sample.chosen().includes(id)));
  expect([sample.weight, sample.offered]).toEqual([100, 1_000]);
});

it('has all of a list that is shorter', () => {
  const sample = sampleOf(10, ids(3));
  expect([sample.chosen(), sample.weight]).toEqual([ids(3), 1]);
  expect(sampleOf(10, []).weight).toBe(1);
});

it('is the same each time, whatever the order of the list', () => {
  const shuffled = fc.shuffledSubarray(ids(50), { minLength: 50 });
  fc.assert(
    fc.property(shuffled, (list) => {
      expect(sampleOf(7, list).chosen().toSorted()).toEqual(sampleOf(7, ids(50)).chosen().toSorted());
    }),
  );
});

it('has rows of every part of a list', () => {
  const places = sampleOf(100, ids(10_000))
    .chosen()
    .map((id) => Number(id.slice('lead-'.length)));
  const byThousand = new Set(places.map((place) => Math.floor(place / 1_000)));
  expect(byThousand.size).toBe(10);
});
