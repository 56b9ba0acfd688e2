/** Which dead letters a command is about. */
import { type Command, Option } from 'commander';
import type { DeadLetterFilter } from '../../client/operator.ts';
import { DEAD_LETTER_STATES } from '../../shared/jobs/dead-letters/dead-letter-states.ts';

export interface LetterFilterOptions extends Omit<DeadLetterFilter, 'state'> {
  readonly state?: string;
}

const ALL = 'all';

export function addLetterFilter(command: Command): Command {
  return addLetterConditions(command, '--reason <reason>').addOption(
    new Option('--state <state>', 'in this state').choices([...DEAD_LETTER_STATES, ALL]).default('waiting'),
  );
}

/** @param reasonFlags of the reason for which a letter was set aside: `--reason` may be that of an act */
export function addLetterConditions(command: Command, reasonFlags: string): Command {
  return command
    .option(reasonFlags, 'set aside for this reason, such as invalid or not-json')
    .option('--source <source>', 'set aside by this function, or given up on this topic: intake-undelivered')
    .option('--since <time>', 'set aside at this time or later: 2h, 3d or 2026-03-01T09:00:00Z');
}

/** @returns the filter alone, without the command's other options */
export function letterFilterOf({ reason, source, since, state }: LetterFilterOptions): DeadLetterFilter {
  return { reason, source, since, state: state === ALL ? undefined : state };
}
