/** SHOWBACK_TAGS: the tags by whose values jobs are counted (docs/configuration.md, Money). */
import * as z from 'zod';
import type { Showback } from '../jobs/money/showback.ts';

/** Each job has an index entry for each of its tags and sums. */
const MOST_NAMES = 4;
/** So many sums are looked up for a report. */
const MOST_VALUES = 500;

const NAME = /^[^=|,\p{Cc}]{1,64}$/u;
const NAME_RULE =
  'must be the name of a tag: 1 to 64 characters, none of them =, |, a comma or a control character';
/** Names that `by` of the usage has for something else, with commas between them. */
const TAKEN = ['day', 'jobType'];
const TAKEN_RULE =
  'must not be day or jobType, by which usage is told apart in any case: name the tag otherwise';
const VALUE = /^[^|\p{Cc}]{1,100}$/u;
const VALUE_RULE = 'must be a string of 1 to 100 characters, none of them | or a control character';

export const ShowbackSchema = z
  .record(
    z.string(),
    z
      .array(z.string({ error: VALUE_RULE }).regex(VALUE, VALUE_RULE))
      .min(1, 'must list a value at least, or no job is counted by it: leave the tag out'),
  )
  .superRefine((tags, issues) => {
    const add = (path: string[], message: string) => issues.addIssue({ code: 'custom', path, message });
    const names = Object.keys(tags);
    for (const name of names) {
      if (!NAME.test(name)) add([name], NAME_RULE);
      if (TAKEN.includes(name)) add([name], TAKEN_RULE);
    }
    if (names.length > MOST_NAMES)
      add([], `takes at most ${MOST_NAMES} tags: each job is indexed by all of them; leave some out`);
    if (Object.values(tags).flat().length > MOST_VALUES)
      add(
        [],
        `takes at most ${MOST_VALUES} values of all tags together: leave out small ones, which count as other`,
      );
  })
  .transform(
    (tags): Showback => new Map(Object.entries(tags).map(([name, values]) => [name, new Set(values)])),
  );
