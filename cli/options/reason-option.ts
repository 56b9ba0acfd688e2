import { type Command, InvalidArgumentError } from 'commander';
import { LIMITS } from '../../shared/api/limits.ts';

/** Adds `--reason` to a command that changes something. */
export function addReasonOption(command: Command): Command {
  return command.option(
    '--reason <text>',
    `why, in ${LIMITS.reasonCharacters} characters at most, for the audit, which keeps it for good: no personal data`,
    reason,
  );
}

/** @throws InvalidArgumentError for a reason that no gateway takes */
export function reason(text: string): string {
  if (text === '' || text.length > LIMITS.reasonCharacters)
    throw new InvalidArgumentError(`It must have 1 to ${LIMITS.reasonCharacters} characters.`);
  return text;
}
