/** The house is tidy, and stays so: each rule says in its name what to do about an offence. */
import { describe, expect, it } from 'vitest';
import { brokenCitations, brokenLinks } from './tidy/citations.ts';
import { sameNames, tooLong, tooWide, unmerged } from './tidy/layout.ts';
import { withoutTest, wrongRows } from './tidy/mirror.ts';
import { tooManyParameters } from './tidy/parameters.ts';
import * as planted from './tidy/planted-offences.ts';
import { PROVEN_ELSEWHERE } from './tidy/proven-elsewhere.ts';
import { readRepository } from './tidy/repository.ts';
import { unboundedTimers } from './tidy/timers.ts';
import { namelessSubjects, unfinished, unrunTests } from './tidy/wording.ts';

const files = readRepository();

describe('the house', () => {
  it('cites what is there: a file by its path from the root, a section or row that it has, or an RFC', () => {
    expect(brokenCitations(files)).toEqual([]);
  });

  it('links to what is there: a file, a heading, a decision record, an npm script', () => {
    expect(brokenLinks(files)).toEqual([]);
  });

  it('has at most 300 lines a file: split one that does more than one thing', () => {
    expect(tooLong(files)).toEqual([]);
  });

  it('has comments of at most 110 columns, 120 in Terraform: wrap them', () => {
    expect(tooWide(files)).toEqual([]);
  });

  it('has at most three positional parameters: from the fourth on, take an object with names', () => {
    expect(tooManyParameters(files)).toEqual([]);
  });

  it('sets timers by constants: another time goes through setLongTimer, since a timer holds 25 days', () => {
    expect(unboundedTimers(files)).toEqual([]);
  });

  it('has a test for each source of shared/, client/, cli/ and console/: at its mirrored place, or as a row of the table', () => {
    expect(withoutTest(files, PROVEN_ELSEWHERE)).toEqual([]);
  });

  it('has a table of the others that is true: a row goes when its source has a test of its own', () => {
    expect(wrongRows(files, PROVEN_ELSEWHERE)).toEqual([]);
  });

  it('has one source of each name: say in the name what tells them apart', () => {
    expect(sameNames(files)).toEqual([]);
  });

  it('names the subject of each comment: the caller, the answer, the sweep, but not "whoever"', () => {
    expect(namelessSubjects(files)).toEqual([]);
  });

  it('leaves no work for later in a comment: do it, or open an issue', () => {
    expect(unfinished(files)).toEqual([]);
  });

  it('is merged to the end', () => {
    expect(unmerged(files)).toEqual([]);
  });

  it('runs all of its tests: skipIf says on what condition one is left out', () => {
    expect(unrunTests(files)).toEqual([]);
  });
});

describe('the rules', () => {
  it('find a citation that leads nowhere', () => {
    expect(brokenCitations(planted.CITATIONS.files)).toEqual(planted.CITATIONS.found);
  });

  it('find a link that leads nowhere', () => {
    expect(brokenLinks(planted.LINKS.files)).toEqual(planted.LINKS.found);
  });

  it('find a fourth parameter, and pass over callbacks and the one exception', () => {
    expect(tooManyParameters(planted.PARAMETERS.files)).toEqual(planted.PARAMETERS.found);
  });

  it('find a timer that may be set too long', () => {
    expect(unboundedTimers(planted.TIMERS.files)).toEqual(planted.TIMERS.found);
  });

  it('find both ends of what a merge has left', () => {
    expect(unmerged(planted.UNMERGED.files)).toEqual(planted.UNMERGED.found);
  });

  it('find a file that is too long, tests included', () => {
    expect(tooLong(planted.SIZES.files)).toEqual(planted.SIZES.found);
  });

  it('find a comment that is too wide', () => {
    expect(tooWide(planted.WIDTHS.files)).toEqual(planted.WIDTHS.found);
  });

  it('find a source without a test, and pass over types', () => {
    const { files: some, table, untested } = planted.MIRROR;
    expect(withoutTest(some, table)).toEqual(untested);
  });

  it('find a row of the table that is not true', () => {
    const { files: some, table, wrong } = planted.MIRROR;
    expect(wrongRows(some, table)).toEqual(wrong);
  });

  it('find a name that two sources have', () => {
    expect(sameNames(planted.NAMES.files)).toEqual(planted.NAMES.found);
  });

  it('find a comment whose subject has no name', () => {
    expect(namelessSubjects(planted.SUBJECTS.files)).toEqual(planted.SUBJECTS.found);
  });

  it('find work that is left for later', () => {
    expect(unfinished(planted.UNFINISHED.files)).toEqual(planted.UNFINISHED.found);
  });

  it('find a test that is not run, or keeps others from it', () => {
    expect(unrunTests(planted.TESTS.files)).toEqual(planted.TESTS.found);
  });
});
