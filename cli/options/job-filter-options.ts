/** Which jobs a command is about. */
import { type Command, InvalidArgumentError } from 'commander';
import type { JobFilter } from '../../client/index.ts';

/** The part of the filter by which jobs are counted as well. */
export function addCountFilter(command: Command): Command {
  return command
    .option('--job-type <type>', 'of this job type, such as enrichMobile')
    .option('--tag <name=value>', 'with this tag', tag);
}

export function addJobFilter(command: Command): Command {
  return addCountFilter(command.option('--status <status>', 'in this status, such as failed'));
}

/** @returns the filter alone, without the command's other options */
export function jobFilterOf({ status, jobType, tag: tagged }: JobFilter): JobFilter {
  return { status, jobType, tag: tagged };
}

function tag(text: string): string {
  if (!/^[^=]+=/.test(text)) throw new InvalidArgumentError('It must be written as name=value.');
  return text;
}
