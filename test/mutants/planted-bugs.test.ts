import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PLANTED_BUGS } from './bugs/all.ts';
import { PLANTED_MISTAKES } from './infra/mistakes.ts';

const ROOT = join(import.meta.dirname, '..', '..');

describe.each([
  {
    what: 'the planted bugs',
    planted: PLANTED_BUGS,
    document: 'planted-bugs.md',
    escaped: '**escaped**',
    command: 'npm run mutants',
  },
  {
    what: 'the planted mistakes',
    planted: PLANTED_MISTAKES,
    document: 'planted-mistakes.md',
    escaped: '**missed**',
    command: 'npm run mutants:infra',
  },
])('$what', ({ planted, document, escaped, command }) => {
  it('each stand for one text of the sources: change `find` along with the code that it names', () => {
    const occurrences = planted.map(({ name, file, find }) => ({
      name,
      file,
      times: readFileSync(join(ROOT, file), 'utf8').split(find).length - 1,
    }));
    expect(occurrences.filter(({ times }) => times !== 1)).toEqual([]);
  });

  it('each change that text', () => {
    expect(planted.filter(({ find, replace }) => find === replace)).toEqual([]);
  });

  it('each have a name of their own', () => {
    const names = planted.map(({ name }) => name);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    expect(names.length).toBeGreaterThan(40);
  });

  it(`each were caught at the last full run, which docs/${document} tells of: run \`${command}\``, () => {
    const rows = readFileSync(join(ROOT, 'docs', document), 'utf8').matchAll(
      /^\| (.+?) \| `(.+?)` \| (.+?) \|$/gm,
    );
    const listed = [...rows].map(([, name, file, catchers]) => ({
      name,
      file,
      caught: catchers !== escaped,
    }));
    expect(listed).toEqual(planted.map(({ name, file }) => ({ name, file, caught: true })));
  });
});
