/** Adds `jobs`, and what may be done with them, to the command line; and `status`, the oldest of them. */
import type { Command } from 'commander';
import { addRedeliver, addReplay } from './acts/repeat.ts';
import { addCount } from './count.ts';
import { addList } from './list.ts';
import { addRetry } from './retry.ts';
import { addReveal } from './reveal.ts';
import { addShow } from './show.ts';
import { addExplain } from './show-explanation.ts';
import { addStatus } from './status.ts';
import { addTail } from './tail.ts';
import { addWait } from './wait.ts';

export function addJobs(program: Command): void {
  const jobs = program
    .command('jobs')
    .description('list, show, explain, count, follow, wait for, retry, replay, redeliver and reveal jobs');
  const reading = [addList, addShow, addExplain, addCount, addTail, addWait];
  for (const addCommand of [...reading, addRetry, addReplay, addRedeliver, addReveal]) addCommand(jobs);
  addStatus(program);
}
