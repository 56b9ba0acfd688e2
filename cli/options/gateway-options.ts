/** The options of every command that calls a running gateway, and nothing without one. */
import { type Command, Option } from 'commander';
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
  return addReadingOptions(command).addOption(operateOption());
}

export function addWebhookOptions(command: Command): Command {
  return addReadingOptions(command).addOption(webhooksOption());
}

/** Of a command that makes any call. */
export function addAllOptions(command: Command): Command {
  return addOperatingOptions(command).addOption(webhooksOption());
}

function operateOption(): Option {
  const words = 'where it is operated, when that is another address';
  return new Option('--operate <url>', words).argParser(gatewayAddress);
}

function webhooksOption(): Option {
  const words = 'where its webhooks are tried, when that is another address';
  return new Option('--webhooks <url>', words).argParser(gatewayAddress);
}
