/** The statuses that this version knows, and a word about others: Modigie may have new ones. */
import type { Command } from 'commander';
import { OWN_STATUSES } from '../../shared/jobs/statuses.ts';
import { PUBLISHED_STATUSES } from '../../shared/protocol/job-status.ts';

export const KNOWN_STATUSES: readonly string[] = [...OWN_STATUSES, ...PUBLISHED_STATUSES];

/** Tells of statuses that are typed and not known: they are asked for all the same, and may match nothing. */
export function tellOfStatuses(command: Command, tell: (line: string) => void): void {
  const typed: unknown = command.getOptionValue('status');
  if (typeof typed !== 'string') return;
  const statuses = typed.split(',').map((status) => status.trim());
  const unknown = statuses.filter((status) => status !== '' && !KNOWN_STATUSES.includes(status));
  if (unknown.length === 0) return;
  tell(
    `This version knows no status ${unknown.join(' or ')}, so that perhaps no job has it. Known are: ` +
      `${KNOWN_STATUSES.join(', ')}.`,
  );
}
