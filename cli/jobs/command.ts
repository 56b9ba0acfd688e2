/** Adds `jobs`, and what may be done with them, to the command line; and `status`, the oldest of them. */
import type { Command } from 'commander';
import { addCount } from './count.ts';
import { addList } from './list.ts';
import { addRetry } from './retry.ts';
import { addShow } from './show.ts';
import { addExplain } from './show-explanation.ts';
import { addStatus } from './status.ts';
import { addTail } from './tail.ts';
import { addWait } from './wait.ts';

export function addJobs(program: Command): void {
  const jobs = program
    .command('jobs')
    .description('list, show, explain, count, follow, wait for and retry jobs');
  for (const addCommand of [addList, addShow, addExplain, addCount, addTail, addWait, addRetry])
    addCommand(jobs);
  addStatus(program);
}
