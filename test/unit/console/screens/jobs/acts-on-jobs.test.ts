import { expect, it } from 'vitest';
import { JOB_ACTS } from '../../../../../console/screens/jobs/acts-on-jobs.ts';
import { CALLS } from '../../../../../shared/api/calls.ts';

it('has a call of the API for each act on one job', () => {
  const paths = new Set<string>(Object.values(CALLS).map(({ path }) => path));
  expect(JOB_ACTS.filter(({ kind }) => !paths.has(`/v1/jobs/{id}:${kind}`))).toEqual([]);
});
