import { expect, it } from 'vitest';
import {
  firstPlaceAt,
  isDeadLetterPlace,
  isMeant,
  placeOf,
} from '../../../../shared/jobs/dead-letters/dead-letter-filter.ts';
import { deadLetterOf } from '../../../../shared/jobs/dead-letters/dead-letter-record.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import { received, START } from '../../../fixtures.ts';

const at = (ms: number) =>
  deadLetterOf(received('x'), { source: 'intake-jobs', reason: 'invalid' }, later(START, ms));

it('places of letters sort as times do, and none is before the first of its instant', () => {
  const places = [at(0), at(1), at(999), at(1_000)].map(placeOf);
  expect(places.toSorted()).toEqual(places);
  expect(places.every(isDeadLetterPlace)).toBe(true);
  expect(firstPlaceAt(START) < placeOf(at(0)) && firstPlaceAt(later(START, 1)) > placeOf(at(0))).toBe(true);
  expect(['', 'x', firstPlaceAt(START), `${placeOf(at(0))}0`].some(isDeadLetterPlace)).toBe(false);
});

it('a letter is meant by a filter whose every condition holds', () => {
  const every = { reason: 'invalid', source: 'intake-jobs', state: 'waiting', since: START } as const;
  expect(isMeant(at(0), {})).toBe(true);
  expect(isMeant(at(0), every)).toBe(true);
  expect(isMeant(at(-1), every)).toBe(false);
  for (const not of [{ reason: 'x' }, { source: 'x' }, { state: 'dropped' as const }])
    expect(isMeant(at(0), { ...every, ...not })).toBe(false);
});
