import { describe, expect, it } from 'vitest';
import { CANNOT_RUN, runnable, SHELL_BLOCKS } from './shell-blocks.ts';

describe('each block of shell commands in README.md and docs/', () => {
  it('is in a document that a test runs, or is listed with the reason why it cannot run', () => {
    const run = [...runnable('README.md'), ...runnable('docs/deploy.md'), ...runnable('docs/operate.md')];
    expect([...run, ...Object.keys(CANNOT_RUN)].toSorted()).toEqual([...SHELL_BLOCKS.keys()].toSorted());
    expect(run.length).toBeGreaterThan(10);
  });
});
