/** The workflows of GitHub Actions, which run elsewhere, with rights on the repository. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const FOLDER = join(import.meta.dirname, '..', '.github', 'workflows');
const workflows = readdirSync(FOLDER).map((name) => ({
  name,
  text: readFileSync(join(FOLDER, name), 'utf8'),
}));

/** @returns each job of a workflow by its name, as its text */
function jobsOf(text: string): ReadonlyMap<string, string> {
  const [, jobs = ''] = text.split(/^jobs:\n/m);
  return new Map(
    jobs
      .split(/^(?= {2}[\w-]+:$)/m)
      .filter((job) => /^ {2}[\w-]+:/.test(job))
      .map((job) => [/^ {2}([\w-]+):/.exec(job)?.[1] ?? '', job]),
  );
}

const release = readFileSync(join(FOLDER, 'release.yml'), 'utf8');
const { build = '', publish = '' } = Object.fromEntries(jobsOf(release));

describe.each(workflows)('$name', ({ text }) => {
  it('takes each action by its commit, which no tag moves; dependabot reads the version beside it', () => {
    const actions = [...text.matchAll(/uses: (.*)/g)].map(([, action]) => action);
    expect(actions.length).toBeGreaterThan(0);
    for (const action of actions) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('may read the repository, unless a job says otherwise', () => {
    expect(text).toMatch(/^permissions:\n {2}contents: read\n\n/m);
  });

  it('leaves no token in a clone', () => {
    const clones = text.match(/uses: actions\/checkout/g)?.length;
    expect(text.match(/persist-credentials: false/g)?.length).toBe(clones);
  });
});

describe('ci.yml', () => {
  it('keeps the pictures of the console, whether or not its tests pass', () => {
    const ci = readFileSync(join(FOLDER, 'ci.yml'), 'utf8');
    expect(ci).toMatch(
      /run: \.ci\/run\n[\s\S]*upload-artifact@.*\n\s+if: \$\{\{ !cancelled\(\) \}\}\n[\s\S]*path: reports\/screens\n/,
    );
  });
});

describe('release.yml', () => {
  it('builds without the right to write, and only what is on main', () => {
    expect([...jobsOf(release).keys()]).toEqual(['build', 'publish']);
    expect(build).not.toMatch(/write|permissions:|environment:/);
    expect(build).toMatch(/fetch-depth: 0/);
    expect(build).toMatch(/git merge-base --is-ancestor "\$GITHUB_SHA" origin\/main/);
  });

  it('publishes after a review, and runs nothing of the repository with the right to write', () => {
    expect(publish).toMatch(/environment: release\n/);
    expect(publish).toMatch(/needs: build\n/);
    expect(publish).not.toMatch(/checkout|npm|\.ci\/run/);
    const permissions = /permissions:\n((?: {6}\S+: \S+\n)+)/.exec(publish)?.[1];
    expect(permissions?.trim().split(/\n\s+/)).toEqual([
      'contents: write',
      'id-token: write',
      'attestations: write',
    ]);
    expect(publish).toMatch(
      /actions\/attest-build-provenance@.*\n\s+with:\n\s+subject-path: modigie-gateway-bundles-\*\n/,
    );
  });
});
