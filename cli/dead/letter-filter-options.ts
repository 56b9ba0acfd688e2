/** Which dead letters a command is about. */
import { type Command, Option } from 'commander';
import type { DeadLetterFilter } from '../../client/operator.ts';
import { DEAD_LETTER_STATES } from '../../shared/jobs/dead-letters/dead-letter-states.ts';

export interface LetterFilterOptions extends Omit<DeadLetterFilter, 'state'> {
  /** The same as `reason`, by the name that it has beside the reason of an act. */
  readonly setAsideFor?: string;
  readonly state?: string;
}

const ALL = 'all';

export function addLetterFilter(command: Command): Command {
  return addLetterConditions(command)
    .addOption(new Option('--reason <reason>', 'the same as --set-aside-for').conflicts('setAsideFor'))
    .addOption(
      new Option('--state <state>', 'in this state').choices([...DEAD_LETTER_STATES, ALL]).default('waiting'),
    );
}

export function addLetterConditions(command: Command): Command {
  return command
    .option('--set-aside-for <reason>', 'set aside for this reason, such as invalid or not-json')
    .option(
      '--source <source>',
      'set aside by this function, or given up: intake-undelivered, or webhook-crm',
    )
    .option('--since <time>', 'set aside at this time or later: 2h, 3d or 2026-03-01T09:00:00Z');
}

/** @returns the filter alone, without the command's other options */
export function letterFilterOf(given: LetterFilterOptions): DeadLetterFilter {
  const { setAsideFor, reason = setAsideFor, source, since, state } = given;
  return { reason, source, since, state: state === ALL ? undefined : state };
}
