/** Options that are for the calls of a running gateway. */
import type { Command } from 'commander';

const FOR_CALLS = ['query', 'operate', 'webhooks', 'token', 'googleIdentity'];

/**
 * Ends the command when one of them is typed and no gateway is named, by --gateway or a profile: a run
 * without that gateway, or against another, is not what was meant. A token in the environment may be there
 * for other commands.
 */
export function checkGateway(command: Command): void {
  const isTyped = (name: string) => command.getOptionValueSource(name) === 'cli';
  if (isTyped('gateway') || command.getOptionValueSource('gateway') === 'config') return;
  const lost = command.options.find((option) => {
    const name = option.attributeName();
    return FOR_CALLS.includes(name) && isTyped(name);
  });
  if (lost)
    command.error(`error: option '${lost.flags}' is for a running gateway: name it with --gateway <url>`);
}
