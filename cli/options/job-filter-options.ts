/** Which jobs a command is about: the grammar of the API, whose gateway says what is wrong with a value. */
import type { Command } from 'commander';
import type { CountFilter, JobFilter } from '../../client/index.ts';

/** The part of the filter by which jobs are counted as well. */
export function addCountFilter(command: Command): Command {
  return command
    .option('--status <status>', 'in this status, or one of several: failed,canceled')
    .option('--job-type <type>', 'of this job type, such as enrichMobile, or of one of several')
    .option('--tag <name=value>', 'with this tag')
    .option('--since <time>', 'changed at this time or later: 2h, 3d or 2026-03-01T09:00:00Z')
    .option('--until <time>', 'changed before this time');
}

export function addJobFilter(command: Command): Command {
  return addReasons(command, '--reason');
}

/** Of an act, whose `--reason` is that of its person. */
export function addActFilter(command: Command): Command {
  return addReasons(command, '--reason-filter');
}

function addReasons(command: Command, option: '--reason' | '--reason-filter'): Command {
  return addCountFilter(command)
    .option(`${option} <reason>`, 'with this reason of Modigie, such as JobFailReason, or one of several')
    .option('--cause <cause>', 'with this cause, as a job shows it, or one of several');
}

/** @returns the filter alone, without the command's other options */
export function countFilterOf({ status, jobType, tag, since, until }: CountFilter): CountFilter {
  return { status, jobType, tag, since, until };
}

/** @returns the filter alone, without the command's other options */
export function jobFilterOf({ reason, cause, ...more }: JobFilter): JobFilter {
  return { ...countFilterOf(more), reason, cause };
}
