import { describe, expect, it } from 'vitest';
import { eventsOf } from '../../../../local/synthetic-repository/outcomes.ts';
import { KNOWN_JOB_TYPES, TASK_NAMES, TASKS, type Task } from '../../../../shared/protocol/job-types.ts';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const URLS = [{ url: { userFormat: 'https://www.linkedin.com/in/ann-lee' } }];

/** A lead for each initial, with and without a LinkedIn URL. */
const payloads = LETTERS.flatMap((letter) => {
  const payload = {
    person: { firstName: letter, lastName: letter },
    employment: { company: { title: letter } },
  };
  return [payload, { ...payload, urls: URLS }];
});
const codesOf = (task: Task) =>
  new Set([...KNOWN_JOB_TYPES.keys()].flatMap((type) => payloads.map((p) => eventsOf(type, p)[task])));

describe('what an ordinary synthetic job completes with (docs/protocol.md §9)', () => {
  it.each([...KNOWN_JOB_TYPES])('%s has a code for each of its tasks, and for no other', (jobType, {
    tasks,
  }) => {
    for (const payload of payloads) expect(Object.keys(eventsOf(jobType, payload))).toEqual(tasks);
  });

  it.each([...TASK_NAMES])('%s comes out in every published way, and in no other', (task) => {
    const published: readonly string[] = TASKS[task];
    // The published tables never tell of a lead that it was found elsewhere.
    const possible = published.filter((code) => code !== 'verified_elsewhere');
    const seen = [...codesOf(task)].filter((code) => code !== undefined);
    expect(seen.toSorted()).toEqual(possible.toSorted());
  });

  it.each([
    ['A', 'good_mobile'],
    ['D', 'good_mobile'],
    ['E', 'no_good_mobile'],
    ['G', 'no_good_mobile'],
    ['H', 'unable_to_verify'],
    ['J', 'unable_to_verify'],
    ['K', 'good_mobile'],
    ['N', 'no_good_mobile'],
    ['S', 'unable_to_verify'],
    ['V', 'no_good_mobile'],
    ['W', 'unable_to_verify'],
    ['7', 'unable_to_verify'],
  ])('verifyMobile of %s… is %s', (firstName, code) => {
    expect(eventsOf('verifyMobile', { person: { firstName } })).toEqual({ verifyMobile: code });
  });

  it.each(['telepathy', 'constructor', ''])('a job type that is not known (%j) has no events', (jobType) => {
    expect(eventsOf(jobType, payloads[0] ?? {})).toEqual({});
  });
});
