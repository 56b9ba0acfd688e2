/** The options of every command that calls a running gateway, and nothing without one. */
import type { Command } from 'commander';
import { gatewayAddress, googleIdentityOption, tokenOption } from './gateway-address.ts';
import { profileOption } from './profile-option.ts';

/** Where `npm run dev` listens. */
const LOCAL = 'http://localhost:8080';

export function addReadingOptions(command: Command): Command {
  return command
    .option('--gateway <url>', 'the gateway', gatewayAddress, LOCAL)
    .option('--query <url>', 'where it is read, when that is another address', gatewayAddress)
    .addOption(profileOption())
    .addOption(tokenOption())
    .addOption(googleIdentityOption());
}

export function addOperatingOptions(command: Command): Command {
  return addReadingOptions(command).option(
    '--operate <url>',
    'where it is operated, when that is another address',
    gatewayAddress,
  );
}

export function addWebhookOptions(command: Command): Command {
  return addReadingOptions(command).option(
    '--webhooks <url>',
    'where its webhooks are tried, when that is another address',
    gatewayAddress,
  );
}
