/** Adds `complete` to the command line: the script that a shell completes commands and options by. */
import tab from '@bomb.sh/tab/commander';
import type { Command } from 'commander';
import { KNOWN_JOB_TYPES } from '../../shared/protocol/job-types.ts';
import { KNOWN_STATUSES } from '../options/known-statuses.ts';

/** As `bin` of package.json has it: a shell completes a program by its name. */
const PROGRAM = 'modigie-gateway';

/** Options whose values are known without asking anybody. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  status: KNOWN_STATUSES,
  'job-type': [...KNOWN_JOB_TYPES.keys()],
  by: ['jobType', 'day'],
};

/** To be added last: it knows the commands that are there by then. */
export function addCompletion(program: Command): void {
  const name = program.name();
  const completion = tab(program.name(PROGRAM));
  program.name(name);
  for (const { options } of completion.commands.values())
    for (const [option, values] of Object.entries(VALUES)) {
      const known = options.get(option);
      if (known)
        known.handler = (complete) => {
          for (const value of values) complete(value, '');
        };
    }
}
