import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { countPaths } from '../../../../bench/operations.ts';
import { OPERATIONS_OF_JOB } from '../../../../shared/jobs/money/operations-of-job.ts';

const benchmarks = readFileSync(
  join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'benchmarks.md'),
  'utf8',
);

it.each([
  'every-status',
  'endings-only',
] as const)('the operations of a job are those that are counted, and that docs/benchmarks.md has: %s', async (tracking) => {
  const { reads, writes, messages } = OPERATIONS_OF_JOB[tracking];
  expect((await countPaths(tracking)).get('a job')).toMatchObject({ reads, writes, messagesOut: messages });
  expect(benchmarks).toMatch(
    new RegExp(`^\\| ${tracking} \\| a job \\| ${reads} \\| ${writes} \\| [\\d,]+ \\| ${messages} \\|`, 'm'),
  );
});
