import type { Command, HelpConfiguration } from 'commander';

/**
 * @param start what a user types for a command that has a script of its own in package.json
 * @returns a configuration of its help whose usage line begins so
 */
export function typedAs(start: string): HelpConfiguration {
  return { commandUsage: (command: Command) => `${start} ${command.usage()}` };
}
