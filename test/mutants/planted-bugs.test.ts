import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PLANTED_BUGS } from './bugs/all.ts';

const ROOT = join(import.meta.dirname, '..', '..');

describe('the planted bugs', () => {
  it('each stand for one text of the sources: change `find` along with the code that it names', () => {
    const occurrences = PLANTED_BUGS.map(({ name, file, find }) => ({
      name,
      file,
      times: readFileSync(join(ROOT, file), 'utf8').split(find).length - 1,
    }));
    expect(occurrences.filter(({ times }) => times !== 1)).toEqual([]);
  });

  it('each change that text', () => {
    expect(PLANTED_BUGS.filter(({ find, replace }) => find === replace)).toEqual([]);
  });

  it('each have a name of their own', () => {
    const names = PLANTED_BUGS.map(({ name }) => name);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    expect(names.length).toBeGreaterThan(70);
  });

  it('each were caught at the last full run, which docs/planted-bugs.md tells of: run `npm run mutants`', () => {
    const rows = readFileSync(join(ROOT, 'docs', 'planted-bugs.md'), 'utf8').matchAll(
      /^\| (.+?) \| `(.+?)` \| (.+?) \|$/gm,
    );
    const listed = [...rows].map(([, name, file, catchers]) => ({
      name,
      file,
      caught: catchers !== '**escaped**',
    }));
    expect(listed).toEqual(PLANTED_BUGS.map(({ name, file }) => ({ name, file, caught: true })));
  });
});
